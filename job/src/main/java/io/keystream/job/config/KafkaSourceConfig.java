package io.keystream.job.config;

import java.util.List;

/**
 * The topics read, and how.
 *
 * @param bootstrapServers {@code host:port} of the brokers first asked
 * @param topics topics read, all with records of one format
 * @param groupId consumer group; executors read in {@code spark-executor-<groupId>}
 * @param start where to begin when no position is known
 * @param maxRatePerPartition most records per second and partition
 * @param onDataLoss what to do when Kafka no longer has unread records
 * @param security log-in and encryption
 */
public record KafkaSourceConfig(
    @Key(doc = "Brokers asked first, each `host:port`.", text = TextKind.HOST_PORT)
        List<String> bootstrapServers,
    @Key(doc = "Topics to read. All hold records of one format.", text = TextKind.TOPIC)
        List<String> topics,
    @Key(
            doc =
                "Consumer group. The principal needs the ACLs of this group and of"
                    + " `spark-executor-<group-id>`. No other consumer may use it.",
            defaultRule = DefaultRule.PipelineName.class,
            text = TextKind.GROUP)
        String groupId,
    @Key(
            doc = "Where reading starts when neither the ledger nor a checkpoint knows a position.",
            defaultValue = "earliest")
        StartPosition start,
    @Key(
            doc =
                "Most records read per second from one partition; keeps the first batch after a"
                    + " long pause bounded.",
            defaultValue = "10000",
            min = "1",
            max = "10000000")
        int maxRatePerPartition,
    @Key(
            doc =
                "What happens when Kafka no longer has records that were not read: `fail` stops the"
                    + " job with exit code 13 and names the lost range.",
            defaultValue = "fail")
        DataLossPolicy onDataLoss,
    @Key(doc = "How the job logs in to the brokers. The connection is always TLS.")
        KafkaSecurityConfig security) {}
