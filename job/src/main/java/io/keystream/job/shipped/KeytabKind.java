package io.keystream.job.shipped;

import io.keystream.security.RootCause;
import io.keystream.security.kerberos.KeytabFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A keytab, proved by a login at the KDC with it.
 *
 * @param principal whose keys the job needs
 */
public record KeytabKind(String principal) implements FileKind {

  @Override
  public void prove(Path file, UnaryOperator<String> place) throws IOException {
    String versions = describe(file, place);
    try {
      UserGroupInformation.loginUserFromKeytabAndReturnUGI(principal, file.toString());
    } catch (IOException e) {
      throw new IOException(
          "the KDC does not let "
              + principal
              + " in with "
              + versions
              + ": "
              + RootCause.message(e),
          e);
    }
  }

  /** It is what the process logs in with. */
  @Override
  public boolean needsLogin() {
    return false;
  }

  @Override
  public String describe(Path file, UnaryOperator<String> place) throws IOException {
    KeytabFile keytab = KeytabFile.read(file);
    if (keytab.of(principal).isEmpty()) {
      throw new IOException("no key of " + principal + ", only of " + keytab.principals());
    }
    return "kvno "
        + keytab.of(principal).stream()
            .map(KeytabFile.Entry::kvno)
            .distinct()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
  }
}
