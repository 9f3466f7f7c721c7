package io.keystream.security.kerberos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.security.auth.kerberos.KerberosKey;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A file with keys of a principal.
 *
 * @param principal with its realm
 */
public record Keytab(String principal, Path file) {

  /**
   * Versions (kvno) of the principal's keys.
   *
   * @throws IOException if the file has none that can be used
   */
  public SortedSet<Integer> keyVersions() throws IOException {
    KerberosPrincipal owner = new KerberosPrincipal(principal);
    SortedSet<Integer> versions =
        Arrays.stream(KeyTab.getInstance(owner, file.toFile()).getKeys(owner))
            .map(KerberosKey::getVersionNumber)
            .collect(Collectors.toCollection(TreeSet::new));
    if (versions.isEmpty()) {
      throw new IOException(
          Files.isReadable(file) ? "no usable key of " + principal : "not readable");
    }
    return versions;
  }

  /**
   * Logs in at the KDC with nothing but the keys of the file. The login of the process stays as it
   * is.
   *
   * @throws IOException if the KDC refuses them, or does not answer
   */
  public void logIn() throws IOException {
    UserGroupInformation.loginUserFromKeytabAndReturnUGI(principal, file.toString());
  }
}
