package io.keystream.job.config;

/**
 * Where records go that cannot be parsed.
 *
 * @param path folder of the dead letters
 */
public record DeadLettersConfig(
    @Key(
            doc =
                "Folder for records that could not be parsed: topic, partition, offset, reason and"
                    + " the bytes.",
            defaultRule = DefaultRule.DeadLettersUnderHome.class,
            text = TextKind.FOLDER)
        String path) {}
