package io.keystream.job.config;

import java.util.Optional;

/**
 * Where records go that cannot be parsed, or fail a rule.
 *
 * @param path folder of the dead letters, or of those that the topic cannot hold
 * @param kafka a topic for them
 */
public record DeadLettersConfig(
    @Key(
            doc =
                "Folder for records that could not be parsed or failed a rule: topic, partition,"
                    + " offset, reason, rule, key, bytes and headers.",
            defaultRule = DefaultRule.DeadLettersUnderHome.class,
            text = TextKind.FOLDER)
        String path,
    @Key(doc = "A Kafka topic for dead letters, in the place of files.")
        Optional<DeadLetterTopicConfig> kafka) {}
