package io.keystream.job.config;

import java.util.Optional;

/**
 * A Kafka topic for dead letters.
 *
 * @param topic where they go
 * @param maxRecordBytes size of the largest record
 * @param cluster another cluster than that of the source
 */
public record DeadLetterTopicConfig(
    @Key(
            doc =
                "Topic for dead letters: key, bytes and headers as they came, and headers"
                    + " `keystream.topic`, `.partition`, `.offset`, `.timestamp`, `.reason`, `.rule`."
                    + " The principal needs Read on it beside Write.",
            text = TextKind.TOPIC)
        String topic,
    @Key(
            doc =
                "Most bytes of a record's key, value and headers, uncompressed. A larger dead letter"
                    + " goes to a file in `dead-letters.path`.",
            defaultValue = "1000000",
            min = "1000",
            max = "100000000")
        int maxRecordBytes,
    @Key(doc = "Another cluster. Left out: that of the source, with its security.")
        Optional<KafkaClusterConfig> cluster) {}
