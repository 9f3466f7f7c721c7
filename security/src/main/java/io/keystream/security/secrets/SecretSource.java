package io.keystream.security.secrets;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProviderFactory;

/**
 * Where a secret is. This travels, the secret does not: whoever needs it reads it, each time anew,
 * so that one that was changed is taken up. At most one of file, alias and variable is not null;
 * without any there is no secret.
 *
 * @param file a file of one line
 * @param alias its name in {@code provider}
 * @param provider a Hadoop credential provider; null: that of the cluster's configuration
 * @param variable an environment variable of the process that reads it
 */
public record SecretSource(String file, String alias, String provider, String variable)
    implements Serializable {
  /** There is no secret. */
  public static final SecretSource NONE = new SecretSource(null, null, null, null);

  /** A place that a configuration may name, or none. */
  public static SecretSource of(
      Optional<String> file,
      Optional<String> alias,
      Optional<String> provider,
      Optional<String> variable) {
    return new SecretSource(
        file.orElse(null), alias.orElse(null), provider.orElse(null), variable.orElse(null));
  }

  /** A file of one line. */
  public static SecretSource ofFile(String file) {
    return new SecretSource(file, null, null, null);
  }

  /** What {@link #toProperties} wrote among the properties of a client. */
  public static SecretSource fromProperties(Map<String, ?> properties, String prefix) {
    return new SecretSource(
        text(properties, prefix + "file"),
        text(properties, prefix + "alias"),
        text(properties, prefix + "provider"),
        text(properties, prefix + "variable"));
  }

  private static String text(Map<String, ?> properties, String key) {
    return Optional.ofNullable(properties.get(key)).map(Object::toString).orElse(null);
  }

  /** The place as properties whose names begin so. */
  public Map<String, Object> toProperties(String prefix) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(prefix + "file", file);
    properties.put(prefix + "alias", alias);
    properties.put(prefix + "provider", provider);
    properties.put(prefix + "variable", variable);
    properties.values().removeIf(value -> value == null);
    return properties;
  }

  /** The same secret where its file is somewhere else. */
  public SecretSource withFile(UnaryOperator<String> place) {
    return file == null ? this : ofFile(place.apply(file));
  }

  /** Whether there is a secret at all. */
  public boolean isPresent() {
    return file != null || alias != null || variable != null;
  }

  /**
   * Reads the secret anew.
   *
   * @param configuration what a credential provider is found with
   * @return nothing if there is no secret
   * @throws IOException if it is not where it should be
   */
  public Optional<Secret> read(Configuration configuration) throws IOException {
    if (file != null) {
      return Optional.of(new Secret(fromFile(Path.of(file))));
    }
    if (variable != null) {
      return Optional.of(new Secret(fromEnvironment()));
    }
    return alias == null
        ? Optional.empty()
        : Optional.of(new Secret(fromProvider(clusterWithProvider(configuration))));
  }

  private static String fromFile(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(
          "No readable password-file at "
              + file.toAbsolutePath()
              + ": ship it with the job (keystream_secret_files), or put it on every host");
    }
    String secret = Files.readString(file, StandardCharsets.UTF_8).strip();
    if (secret.isEmpty() || secret.lines().count() > 1) {
      throw new IOException(
          "The password-file " + file.toAbsolutePath() + " has to hold one line, the password");
    }
    return secret;
  }

  private String fromEnvironment() throws IOException {
    String secret = System.getenv(variable);
    if (secret == null || secret.isEmpty()) {
      throw new IOException(
          "No password-variable "
              + variable
              + " in the environment of this process: set it on the gateway and in that of the"
              + " NodeManagers, and let them pass it on (yarn.nodemanager.env-whitelist)");
    }
    return secret;
  }

  private Configuration clusterWithProvider(Configuration cluster) {
    Configuration configuration = new Configuration(cluster);
    if (provider != null) {
      configuration.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, provider);
    }
    configuration.setBoolean("hadoop.security.credential.clear-text-fallback", false);
    return configuration;
  }

  private String fromProvider(Configuration configuration) throws IOException {
    char[] secret = configuration.getPassword(alias);
    if (secret == null) {
      String place =
          configuration.get(
              CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, "<credential-provider>");
      throw new IOException(
          "No password-alias "
              + alias
              + " in "
              + place
              + ": hadoop credential create "
              + alias
              + " -provider "
              + place);
    }
    try {
      return new String(secret);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  /** The place in words, without the secret. */
  @Override
  public String toString() {
    if (file != null) {
      return "password-file " + file;
    }
    if (variable != null) {
      return "password-variable " + variable;
    }
    return alias == null
        ? "no password"
        : "password-alias "
            + alias
            + " in "
            + (provider == null ? "the cluster's credential provider" : provider);
  }
}
