package io.keystream.security.preflight;

import io.keystream.security.kerberos.Keytab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

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

  private static String login(String principal, Path file) throws Exception {
    Keytab keytab = new Keytab(principal, file);
    SortedSet<Integer> versions;
    try {
      versions = keytab.keyVersions();
    } catch (IOException e) {
      throw new NotAsWanted(e.getMessage());
    }
    keytab.logIn();
    return "logged in; kvno " + versions;
  }
}
