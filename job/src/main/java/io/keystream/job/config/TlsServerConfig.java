package io.keystream.job.config;

import java.util.Optional;

/**
 * The keys of receivers.
 *
 * @param keystore file with the private key and its certificate chain
 * @param keystorePasswordAlias name of its password in the Hadoop credential provider
 * @param clientAuth whether senders have to show a certificate
 * @param truststore file with the authorities of senders' certificates
 */
public record TlsServerConfig(
    @Key(
            doc =
                "File with the private key and the certificate chain that receivers show: `*.pem`"
                    + " with an unencrypted PKCS 8 key, `*.p12`, or `*.jks`; a path that exists on"
                    + " every host, or the base name of a file shipped with the job. One that is"
                    + " renewed in its place is used for new connections without a restart.",
            text = TextKind.FILE)
        String keystore,
    @Key(
            doc =
                "Name under which the Hadoop credential provider"
                    + " (`hadoop.security.credential.provider.path`) has the password of a `*.p12` or"
                    + " `*.jks` file.",
            text = TextKind.NAME)
        Optional<String> keystorePasswordAlias,
    @Key(
            doc = "`required`: senders have to show a certificate of an authority in `truststore`.",
            defaultValue = "none")
        ClientAuth clientAuth,
    @Key(
            doc =
                "File with those authorities, in one of the same formats. Required with"
                    + " `client-auth: required`, refused otherwise.",
            text = TextKind.FILE)
        Optional<String> truststore) {}
