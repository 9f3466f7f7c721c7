package io.keystream.job.config;

import java.util.Optional;

/**
 * What is made of the rows.
 *
 * @param sql query over the view {@code records}; none: the rows are written as they are
 */
public record TransformConfig(
    @Key(
            doc =
                "A query in Spark SQL over the view `records`: the parsed rows of a batch. The files"
                    + " get the columns of its result. Left out: the rows as they are.")
        Optional<String> sql) {}
