package io.keystream.job.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Records in Kafka. The expressions are SQL over all columns of a row.
 *
 * @param topic where records go, and where progress is kept
 * @param topicBy the topic of each record
 * @param otherTopics where {@code topicBy} may lead besides {@code topic}
 * @param key bytes by which records are partitioned
 * @param value bytes; left out: JSON of the output's columns
 * @param headers header values by name
 * @param partition number of the partition
 * @param timestamp time of the record
 * @param writers how many deliver a batch side by side
 * @param compression of batches of records
 * @param transactionTimeout after how long the brokers end a transaction whose writer was killed
 * @param maxRecordBytes size of the largest record
 * @param cluster another cluster than that of the source
 */
public record KafkaOutputConfig(
    @Key(
            doc =
                "Topic that the rows go to. Progress is kept with it, so the principal needs Read on"
                    + " it beside Write.",
            text = TextKind.TOPIC)
        String topic,
    @Key(
            doc =
                "Spark SQL over the columns of a row, of type STRING: the topic of its record, one of"
                    + " `topic` and `other-topics`; NULL: `topic`. A row of any other topic is a dead"
                    + " letter.")
        Optional<String> topicBy,
    @Key(doc = "Topics that `topic-by` may name besides `topic`.", text = TextKind.TOPIC)
        Optional<List<String>> otherTopics,
    @Key(
            doc =
                "Spark SQL, of type STRING or BINARY: the key. Left out, or NULL: no key, and records"
                    + " are spread over the partitions.")
        Optional<String> key,
    @Key(
            doc =
                "Spark SQL, of type STRING or BINARY: the value; NULL is a tombstone. Left out: a JSON"
                    + " object of the output's `columns`, without those that are NULL.")
        Optional<String> value,
    @Key(
            doc =
                "Spark SQL, of type MAP<STRING, STRING> or MAP<STRING, BINARY>: the headers, such as"
                    + " `map('host', remote_host)`. One whose value is NULL is left out.")
        Optional<String> headers,
    @Key(
            doc =
                "Spark SQL, of type INT: the partition, modulo the number of partitions. Left out, or"
                    + " NULL: by the key, as Kafka's own clients do.")
        Optional<String> partition,
    @Key(
            doc =
                "Spark SQL, of type TIMESTAMP: the record's time, from 1970 on. Left out, or NULL: when"
                    + " it is sent.")
        Optional<String> timestamp,
    @Key(
            doc =
                "How many writers deliver a batch side by side, each its share of the rows in a"
                    + " transaction of its own. With one, records keep the order of the rows.",
            defaultValue = "1",
            min = "1",
            max = "1000")
        int writers,
    @Key(doc = "How records are compressed.", defaultValue = "lz4") KafkaCompression compression,
    @Key(
            doc =
                "How long a transaction may take. Should the job be killed within one and not come"
                    + " back, consumers that read committed records wait so long. At most"
                    + " transaction.max.timeout.ms of the brokers.",
            defaultValue = "2m",
            min = "30s",
            max = "1h")
        Duration transactionTimeout,
    @Key(
            doc =
                "Most bytes of a record's key, value and headers, uncompressed. A row that makes more"
                    + " is a dead letter. At most max.message.bytes of the topic.",
            defaultValue = "1000000",
            min = "1000",
            max = "100000000")
        int maxRecordBytes,
    @Key(doc = "Another cluster. Left out: that of the source, with its security.")
        Optional<KafkaClusterConfig> cluster) {

  /** Every topic that rows may go to. */
  public List<String> topics() {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(topic), otherTopics.stream().flatMap(List::stream))
        .distinct()
        .toList();
  }
}
