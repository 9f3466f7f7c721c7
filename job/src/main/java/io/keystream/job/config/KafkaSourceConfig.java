package io.keystream.job.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The topics read, and how.
 *
 * @param bootstrapServers {@code host:port} of the brokers first asked
 * @param topics topics read, all with records of one format
 * @param topicPattern the same by their names
 * @param partitions only these partitions, each {@code topic:number}
 * @param groupId consumer group in which positions are shown; executors read in {@code
 *     spark-executor-<groupId>}
 * @param start where to begin when no position is known
 * @param startTimestamp for {@link StartPosition#TIMESTAMP}
 * @param startOffsets for {@link StartPosition#OFFSETS}, each {@code topic:number:offset}
 * @param untilOffsets where a bounded run ends, each {@code topic:number:offset}
 * @param maxRatePerPartition most records per second and partition
 * @param onDataLoss what to do when Kafka no longer has unread records
 * @param security log-in and encryption
 */
public record KafkaSourceConfig(
    @Key(doc = "Brokers asked first, each `host:port`.", text = TextKind.HOST_PORT)
        List<String> bootstrapServers,
    @Key(
            doc =
                "Topics to read. All hold records of one format. Partitions that are added later are"
                    + " read from their beginning. One of `topics`, `topic-pattern`, `partitions` is"
                    + " required.",
            text = TextKind.TOPIC)
        Optional<List<String>> topics,
    @Key(
            doc =
                "Regular expression, as in Java, for the whole name of a topic. Topics that are"
                    + " created later are found within 10 seconds and read from their beginning.",
            text = TextKind.REGEX)
        Optional<String> topicPattern,
    @Key(
            doc = "Only these partitions, each `topic:number`, such as `access:0`.",
            text = TextKind.PARTITION)
        Optional<List<String>> partitions,
    @Key(
            doc =
                "Consumer group in which lag monitors see how far the job is. The principal needs"
                    + " the ACLs of this group and of `spark-executor-<group-id>`.",
            defaultRule = DefaultRule.PipelineName.class,
            text = TextKind.GROUP)
        String groupId,
    @Key(
            doc =
                "Where reading starts when the ledger knows no position yet. `timestamp` and"
                    + " `offsets` need the key of that name.",
            defaultValue = "earliest")
        StartPosition start,
    @Key(
            doc =
                "With `start: timestamp`: the first record read of each partition is the first"
                    + " produced at or after this time, such as `2026-01-31T00:00:00Z`. A partition"
                    + " without one starts at its end.")
        Optional<Instant> startTimestamp,
    @Key(
            doc =
                "With `start: offsets`: the first offset read, each `topic:number:offset`, such as"
                    + " `access:0:1500`. A partition that is not listed starts at its beginning.",
            text = TextKind.PARTITION_OFFSET)
        Optional<List<String>> startOffsets,
    @Key(
            doc =
                "Makes the run a bounded one: these partitions, each `topic:number:offset`, are read"
                    + " up to this offset, which is not read, and no others. A job all of whose sources"
                    + " are read to such an end stops by itself, with exit code 0, and does not touch"
                    + " the positions of the consumer group. `keystream replay` makes such pipelines.",
            text = TextKind.PARTITION_OFFSET)
        Optional<List<String>> untilOffsets,
    @Key(
            doc =
                "Most records read per second from one partition; keeps the first batch after a"
                    + " long pause bounded. Within that, batches grow and shrink so that they take no"
                    + " longer than 10 seconds, or than a longer `batch-interval`.",
            defaultValue = "10000",
            min = "1",
            max = "10000000")
        int maxRatePerPartition,
    @Key(
            doc =
                "What happens when Kafka no longer has records that were not read: `fail` stops the"
                    + " job with exit code 13 and names what is lost; `record` writes that into the"
                    + " ledger and goes on with what is there.",
            defaultValue = "fail")
        DataLossPolicy onDataLoss,
    @Key(doc = "How the job logs in to the brokers. The connection is always TLS.")
        KafkaSecurityConfig security) {

  /** The topics that have to exist; none if a pattern selects them. */
  public List<String> namedTopics() {
    return topics.orElseGet(
        () ->
            partitions.orElse(List.of()).stream()
                .map(partition -> partition.substring(0, partition.indexOf(':')))
                .distinct()
                .toList());
  }

  /** The same that begins with the records of a time. */
  public KafkaSourceConfig startingAt(Instant time) {
    return new KafkaSourceConfig(
        bootstrapServers,
        topics,
        topicPattern,
        partitions,
        groupId,
        StartPosition.TIMESTAMP,
        Optional.of(time),
        Optional.empty(),
        untilOffsets,
        maxRatePerPartition,
        onDataLoss,
        security);
  }
}
