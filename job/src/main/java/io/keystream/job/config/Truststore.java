package io.keystream.job.config;

/**
 * The certificates by which the brokers are verified.
 *
 * @param location absolute path on the hosts of driver and executors, or base name of a file
 *     shipped with the job
 * @param type format of the file
 */
public record Truststore(
    @Key(
            doc =
                "File with the certificates that the brokers' certificates are verified against:"
                    + " a path that exists on every host, or the base name of a file shipped with"
                    + " the job.",
            text = TextKind.FILE)
        String location,
    @Key(
            doc =
                "Format of the file. There is no key for a password: PEM and JKS need none to be"
                    + " read, a PKCS12 store must have been made without one.",
            defaultRule = DefaultRule.TruststoreTypeFromExtension.class)
        TruststoreType type) {}
