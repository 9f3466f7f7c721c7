package io.keystream.job.config;

import java.util.List;

/**
 * Another cluster than that of the source.
 *
 * @param bootstrapServers {@code host:port} of the brokers first asked
 * @param security log-in and encryption
 */
public record KafkaClusterConfig(
    @Key(doc = "Brokers asked first, each `host:port`.", text = TextKind.HOST_PORT)
        List<String> bootstrapServers,
    @Key(doc = "How the job logs in to these brokers. The connection is always TLS.")
        KafkaSecurityConfig security) {}
