package io.keystream.job.config;

import io.keystream.security.secrets.SecretSource;
import java.util.Optional;

/**
 * The key and certificate that clients show, and where the password is: one of file, alias and
 * variable, or none for a PEM file whose key is not encrypted.
 *
 * @param location absolute path on the hosts of driver, executors and gateway, or base name of a
 *     file shipped with the job
 * @param type format of the file
 * @param passwordAlias name of the password in {@code credentialProvider}
 * @param credentialProvider a Hadoop credential provider
 * @param passwordFile file with the password
 * @param passwordVariable environment variable with the password
 */
public record KeystoreConfig(
    @Key(
            doc =
                "File with the private key and its certificate chain: a path that exists on every host,"
                    + " or the base name of a file shipped with the job. One that is replaced on the hosts"
                    + " is used for new connections without a restart.",
            text = TextKind.FILE)
        String location,
    @Key(doc = "Format of the file.", defaultRule = DefaultRule.TruststoreTypeFromExtension.class)
        TruststoreType type,
    @Key(
            doc =
                "Name of the password in a Hadoop credential provider. It is read anew with the"
                    + " key store. PKCS12 and JKS need one, which is that of the key, too; PEM if the key"
                    + " is encrypted.",
            text = TextKind.ALIAS)
        Optional<String> passwordAlias,
    @Key(
            doc =
                "The credential provider of `password-alias`, such as"
                    + " `jceks://hdfs/user/keystream/secrets.jceks`; `hadoop credential create` writes it."
                    + " Left out: that of the cluster's configuration.",
            text = TextKind.PROVIDER)
        Optional<String> credentialProvider,
    @Key(
            doc =
                "File that holds the password and nothing else, instead of an alias: a path on every"
                    + " host, or the base name of a file shipped with the job.",
            text = TextKind.FILE)
        Optional<String> passwordFile,
    @Key(
            doc =
                "Environment variable that holds the password, instead of an alias. NodeManagers and"
                    + " the gateway have to have it; `spark.executorEnv` is no place for it.",
            text = TextKind.VARIABLE)
        Optional<String> passwordVariable) {

  /** Where the password is. */
  public SecretSource password() {
    return SecretSource.of(passwordFile, passwordAlias, credentialProvider, passwordVariable);
  }
}
