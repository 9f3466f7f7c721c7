package io.keystream.job.config;

import java.util.List;
import java.util.Optional;

/**
 * A schema registry with the REST interface of Confluent's.
 *
 * @param urls where it answers, asked in this order; none: there is no registry
 * @param username for basic authentication
 * @param passwordFile the file that holds the password of {@code username}
 * @param truststore certificates that verify the registry
 */
public record RegistryConfig(
    @Key(
            doc =
                "Schema registry, each `https://host:port`, with a path if it needs one. Every value is"
                    + " then one byte 0, the id of the schema it was written with in 4 bytes, and the"
                    + " datum. The second is asked when the first does not answer.",
            text = TextKind.URL)
        Optional<List<String>> urls,
    @Key(
            doc = "User name for basic authentication. Needs `password-file` and `https`.",
            text = TextKind.USER)
        Optional<String> username,
    @Key(
            doc =
                "File with the password of `username`, one line: a path that exists on every host, or"
                    + " the base name of a file shipped with the job. It is read anew for each request,"
                    + " so a password may be changed while the job runs, if the file is on the hosts.",
            text = TextKind.FILE)
        Optional<String> passwordFile,
    @Key(
            doc =
                "File with the certificates that the registry's is verified against, as for Kafka; its"
                    + " extension tells its format. Left out: those that Java trusts.",
            text = TextKind.FILE)
        Optional<String> truststore) {}
