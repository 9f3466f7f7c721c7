package io.keystream.job.shipped;

import io.keystream.security.kerberos.Keytab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A keytab, proved by a login at the KDC with it.
 *
 * @param principal whose keys the job needs
 */
public record KeytabKind(String principal) implements FileKind {

  @Override
  public void prove(Path file) throws IOException {
    Keytab keytab = new Keytab(principal, file);
    String versions = describe(file);
    try {
      keytab.logIn();
    } catch (IOException e) {
      throw new IOException(
          "the KDC does not let " + principal + " in with " + versions + ": " + innermost(e), e);
    }
  }

  @Override
  public String describe(Path file) throws IOException {
    return "kvno "
        + new Keytab(principal, file)
            .keyVersions().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String innermost(Throwable failure) {
    Throwable found = failure;
    while (found.getCause() != null) {
      found = found.getCause();
    }
    return found.getMessage();
  }
}
