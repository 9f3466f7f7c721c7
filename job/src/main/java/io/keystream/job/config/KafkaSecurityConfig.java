package io.keystream.job.config;

import java.util.Optional;

/**
 * How the job logs in to Kafka. The connection is always TLS with host name verification.
 *
 * @param auth mechanism
 * @param serviceName first part of the brokers' Kerberos principal
 * @param truststore certificates that verify the brokers
 * @param keytab base name of the second keytab copy shipped with the job; {@link KafkaAuth#KEYTAB}
 *     only
 * @param principal whose keys the keytab holds; {@link KafkaAuth#KEYTAB} only
 */
public record KafkaSecurityConfig(
    @Key(
            doc =
                "How the job logs in: `delegation-token` keeps the keytab in the application master;"
                    + " `keytab` ships a second copy to every executor.",
            defaultValue = "delegation-token")
        KafkaAuth auth,
    @Key(
            doc = "Kerberos service name of the brokers: the first part of their principal.",
            defaultValue = "kafka",
            text = TextKind.SERVICE)
        String serviceName,
    @Key(doc = "The certificates that verify the brokers.") Truststore truststore,
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
        Optional<String> principal) {}
