package io.keystream.job.config;

import java.util.Optional;

/**
 * How the job logs in to Kafka. The connection is TLS with host name verification, unless {@code
 * encryption} says otherwise.
 *
 * @param auth mechanism
 * @param serviceName first part of the brokers' Kerberos principal
 * @param encryption {@link Encryption#NONE} is for {@link KafkaAuth#NONE} only
 * @param truststore certificates that verify the brokers; present with TLS
 * @param keytab base name of the second keytab copy shipped with the job; {@link KafkaAuth#KEYTAB}
 *     only
 * @param principal whose keys the keytab holds; {@link KafkaAuth#KEYTAB} only
 * @param scram user and password; {@link KafkaAuth#SCRAM} only
 * @param keystore key and certificate; {@link KafkaAuth#MTLS} only
 * @param allowUnauthenticated has to be there with {@link KafkaAuth#NONE}
 */
public record KafkaSecurityConfig(
    @Key(
            doc =
                "How the job logs in: `delegation-token` keeps the keytab in the application master;"
                    + " `keytab` ships a second copy to every executor; `scram` is a user with a"
                    + " password, `mtls` a certificate; `none` needs `allow-unauthenticated`. [Which one"
                    + " to choose](security.md).",
            defaultValue = "delegation-token")
        KafkaAuth auth,
    @Key(
            doc = "Kerberos service name of the brokers: the first part of their principal.",
            defaultValue = "kafka",
            text = TextKind.SERVICE)
        String serviceName,
    @Key(
            doc =
                "`tls`: encrypted, and the brokers' host names are verified. `none`: in plain text; only"
                    + " with `auth: none`.",
            defaultValue = "tls")
        Encryption encryption,
    @Key(doc = "The certificates that verify the brokers. Required with `encryption: tls`.")
        Optional<Truststore> truststore,
    @Key(
            doc =
                "Base name of the second keytab copy that is shipped with the job. Required with"
                    + " `auth: keytab`, refused otherwise.",
            text = TextKind.FILE_NAME)
        Optional<String> keytab,
    @Key(
            doc =
                "The principal whose keys are in `keytab`. Required with `auth: keytab`, refused"
                    + " otherwise.",
            text = TextKind.PRINCIPAL)
        Optional<String> principal,
    @Key(doc = "User and password. Required with `auth: scram`, refused otherwise.")
        Optional<ScramConfig> scram,
    @Key(
            doc =
                "Key and certificate that the job shows. Required with `auth: mtls`, refused otherwise.")
        Optional<KeystoreConfig> keystore,
    @Key(
            doc =
                "`anyone-may-read-and-write` says that it is known what `auth: none` means: whoever"
                    + " reaches the brokers may read and write what the job does. Required with it,"
                    + " refused otherwise.")
        Optional<Unauthenticated> allowUnauthenticated) {}
