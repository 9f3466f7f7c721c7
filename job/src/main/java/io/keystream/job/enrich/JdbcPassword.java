package io.keystream.job.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.job.config.ReferenceJdbcConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The password of a database, from where the configuration says. */
final class JdbcPassword {
  private JdbcPassword() {}

  static Optional<String> of(ReferenceJdbcConfig jdbc, Configuration configuration)
      throws IOException, ReferenceException {
    if (jdbc.passwordFile().isPresent()) {
      Path file = Path.of(jdbc.passwordFile().get());
      if (!Files.isReadable(file)) {
        throw new ReferenceException("no readable file " + file + " for the password");
      }
      return Optional.of(Files.readString(file, UTF_8).lines().findFirst().orElse(""));
    }
    if (jdbc.passwordAlias().isEmpty()) {
      return Optional.empty();
    }
    char[] password = configuration.getPassword(jdbc.passwordAlias().get());
    if (password == null) {
      throw new ReferenceException(
          "no password of the alias "
              + jdbc.passwordAlias().get()
              + " in hadoop.security.credential.provider.path, which is "
              + configuration.get("hadoop.security.credential.provider.path", "not set"));
    }
    return Optional.of(new String(password));
  }
}
