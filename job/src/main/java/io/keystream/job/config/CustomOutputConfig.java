package io.keystream.job.config;

import java.util.Map;

/**
 * A sink of the user's own.
 *
 * @param className a {@code io.keystream.job.sink.Sink}
 * @param options handed to it
 * @param writers how many of it deliver a batch side by side
 */
public record CustomOutputConfig(
    @Key(
            name = "class",
            doc = "Class that implements `io.keystream.job.sink.Sink`.",
            text = TextKind.CLASS)
        String className,
    @Key(doc = "Options, handed to the class as they are. No secret belongs here.")
        Map<String, String> options,
    @Key(
            doc =
                "How many writers deliver a batch side by side, each its share of the rows in a"
                    + " transaction of its own.",
            defaultValue = "1",
            min = "1",
            max = "1000")
        int writers) {}
