package io.keystream.job.config;

import io.keystream.security.secrets.SecretSource;
import java.util.Optional;

/**
 * A user of the brokers, and where the password is: one of file, alias and variable.
 *
 * @param user who logs in
 * @param mechanism how the password is proved
 * @param passwordAlias name of the password in {@code credentialProvider}
 * @param credentialProvider a Hadoop credential provider
 * @param passwordFile file with the password
 * @param passwordVariable environment variable with the password
 */
public record ScramConfig(
    @Key(doc = "User to log in as.", text = TextKind.USER) String user,
    @Key(
            doc =
                "SASL mechanism; one that the brokers have enabled and know the user's password for.",
            defaultValue = "SCRAM-SHA-512")
        ScramMechanism mechanism,
    @Key(
            doc =
                "Name of the password in a Hadoop credential provider. It is read anew at each"
                    + " login and re-authentication, so it can be changed while the job runs.",
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
