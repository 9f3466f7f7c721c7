package io.keystream.security.preflight;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.security.auth.kerberos.KerberosKey;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;
import org.apache.hadoop.security.UserGroupInformation;

/** Whether the keytab is there, hidden from others, and logs its principal in. */
public final class KeytabChecks {
  private static final Set<PosixFilePermission> OWNER_READS =
      PosixFilePermissions.fromString("r--------");
  private static final Set<PosixFilePermission> OWNER_READS_AND_WRITES =
      PosixFilePermissions.fromString("rw-------");

  private KeytabChecks() {}

  /** The checks of one keytab. */
  public static List<Check> of(String principal, Path keytab) {
    return List.of(
        Check.error(
            "keytab-mode",
            keytab.toString(),
            "chmod 0400 " + keytab + "; the deploy playbook places it so",
            () -> mode(keytab)),
        Check.error(
            "keytab-login",
            principal + " with " + keytab,
            "Get a new keytab from the KDC's administrator, and prove it with kinit -kt "
                + keytab
                + " "
                + principal,
            () -> login(principal, keytab)));
  }

  private static String mode(Path keytab) throws Exception {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(keytab);
    String text = "mode " + PosixFilePermissions.toString(mode);
    if (!mode.equals(OWNER_READS) && !mode.equals(OWNER_READS_AND_WRITES)) {
      throw new NotAsWanted(text + ", wanted r-------- (0400)");
    }
    return text;
  }

  private static String login(String principal, Path keytab) throws Exception {
    KerberosKey[] keys =
        KeyTab.getInstance(new KerberosPrincipal(principal), keytab.toFile())
            .getKeys(new KerberosPrincipal(principal));
    if (keys.length == 0) {
      throw new NotAsWanted(
          Files.isReadable(keytab) ? "no usable key of " + principal : "not readable");
    }
    UserGroupInformation.loginUserFromKeytabAndReturnUGI(principal, keytab.toString());
    return "logged in; kvno " + versions(keys);
  }

  private static String versions(KerberosKey[] keys) {
    return Arrays.stream(keys)
        .map(KerberosKey::getVersionNumber)
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }
}
