package io.keystream.job.jdbc;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProviderFactory;

/**
 * Where a password is, which never travels itself. All null: there is none.
 *
 * @param file its file
 * @param alias its name in {@code provider}
 * @param provider a Hadoop credential provider; null: that of the cluster's configuration
 */
public record PasswordSource(String file, String alias, String provider) implements Serializable {

  /** A place that a configuration may name, or none. */
  public static PasswordSource of(
      Optional<String> file, Optional<String> alias, Optional<String> provider) {
    return new PasswordSource(file.orElse(null), alias.orElse(null), provider.orElse(null));
  }

  /**
   * Reads the password anew.
   *
   * @return null if there is none
   * @throws IOException if it is not where it should be
   */
  public String read(Configuration configuration) throws IOException {
    if (file != null) {
      return fromFile(Path.of(file));
    }
    return alias == null ? null : fromProvider(configuration);
  }

  private static String fromFile(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(
          "No readable password-file at "
              + file.toAbsolutePath()
              + ": ship it with the job (keystream_files), or put it on every host");
    }
    String password = Files.readString(file, StandardCharsets.UTF_8).strip();
    if (password.isEmpty() || password.lines().count() > 1) {
      throw new IOException(
          "The password-file " + file.toAbsolutePath() + " has to hold one line, the password");
    }
    return password;
  }

  private String fromProvider(Configuration cluster) throws IOException {
    Configuration configuration = new Configuration(cluster);
    if (provider != null) {
      configuration.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, provider);
    }
    configuration.setBoolean("hadoop.security.credential.clear-text-fallback", false);
    char[] password = configuration.getPassword(alias);
    if (password == null) {
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
      return new String(password);
    } finally {
      Arrays.fill(password, '\0');
    }
  }
}
