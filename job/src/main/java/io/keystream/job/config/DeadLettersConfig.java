package io.keystream.job.config;

/**
 * Where records go that cannot be parsed, or fail a rule.
 *
 * @param path folder of the dead letters
 */
public record DeadLettersConfig(
    @Key(
            doc =
                "Folder for records that could not be parsed or failed a rule: topic, partition,"
                    + " offset, reason, rule and the bytes.",
            defaultRule = DefaultRule.DeadLettersUnderHome.class,
            text = TextKind.FOLDER)
        String path) {}
