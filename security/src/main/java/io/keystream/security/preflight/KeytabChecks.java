package io.keystream.security.preflight;

import io.keystream.security.kerberos.EncryptionType;
import io.keystream.security.kerberos.KeytabFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Whether the keytab is there, hidden from others, and has keys that the cluster's Java uses. */
public final class KeytabChecks {
  private static final Set<PosixFilePermission> OWNER_READS =
      PosixFilePermissions.fromString("r--------");
  private static final Set<PosixFilePermission> OWNER_READS_AND_WRITES =
      PosixFilePermissions.fromString("rw-------");

  private KeytabChecks() {}

  /** The checks of one keytab, which need no KDC. */
  public static List<Check> of(String principal, Path keytab) {
    return List.of(
        Check.error(
            "keytab-mode",
            keytab.toString(),
            "chmod 0400 " + keytab + "; the deploy playbook places it so",
            () -> mode(keytab)),
        Check.error(
            "keytab-keys",
            "keys of " + principal + " in " + keytab,
            "Get a keytab of this principal with AES keys from the KDC's administrator, or correct"
                + " keystream_principal",
            () -> keys(principal, keytab)));
  }

  private static String mode(Path keytab) throws Exception {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(keytab);
    String text = "mode " + PosixFilePermissions.toString(mode);
    if (!mode.equals(OWNER_READS) && !mode.equals(OWNER_READS_AND_WRITES)) {
      throw new NotAsWanted(text + ", wanted r-------- (0400)");
    }
    return text;
  }

  private static String keys(String principal, Path keytab) throws Exception {
    KeytabFile file = KeytabFile.read(keytab);
    List<EncryptionType> types = file.newestTypes(principal);
    if (types.isEmpty()) {
      throw new NotAsWanted("no key of it, only of " + file.principals());
    }
    String found = "kvno " + file.newest(principal).orElseThrow().kvno() + ", " + types;
    if (types.stream().noneMatch(EncryptionType::usable)) {
      throw new NotAsWanted(found + ", none of which Java 17 uses; wanted an AES type");
    }
    if (!types.stream().allMatch(EncryptionType::usable)) {
      throw NotAsWanted.warning(
          found + ": DES and RC4 are not used, and whoever gets hold of such a key breaks it");
    }
    return found;
  }
}
