package io.keystream.lab.identity;

import io.keystream.lab.LabUser;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Realm;
import io.keystream.lab.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The KDC's database: the principals of the lab and their keytabs. */
public final class KerberosDatabase {
  private static final List<LabUser> USERS =
      List.of(LabUser.KEYSTREAM, LabUser.GUEST, LabUser.ADMIN);

  private final Folders folders;

  public KerberosDatabase(Folders folders) {
    this.folders = folders;
  }

  /** Where the KDC's tools find their configuration. */
  public static Map<String, String> environment(Folders folders) {
    return Map.of(
        "KRB5_CONFIG", folders.krb5Conf().toString(),
        "KRB5_KDC_PROFILE", folders.kdcConf().toString());
  }

  /** A program of the KDC, which is not on everybody's {@code PATH}. */
  public static String program(String name) {
    return "/usr/sbin/" + name;
  }

  /** Creates the database, every service and user, and a keytab for each. */
  public void create(String masterPassword) {
    try {
      Files.createDirectories(folders.data().resolve("kdc"));
      Files.createDirectories(folders.keytabs());
      Files.setPosixFilePermissions(
          folders.keytabs(), PosixFilePermissions.fromString("rwx------"));
      Path script = folders.run().resolve("kadmin.commands");
      Files.write(script, commands());
      Command.of(program("kdb5_util"), "create", "-s", "-r", Realm.NAME, "-P", masterPassword)
          .withAll(environment(folders))
          .run()
          .orThrow();
      Command.of(program("kadmin.local"), "-r", Realm.NAME)
          .withAll(environment(folders))
          .reading(script)
          .run()
          .orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds a principal, and writes its keytab. Hadoop and Kafka know it by the part before the slash.
   *
   * @param name such as {@code keystream/life}, without the realm
   */
  public void add(String name) {
    kadmin("addprinc -randkey " + Realm.user(name));
    writeKeytab(name);
  }

  /** Gives a principal new keys. The KDC keeps the old ones, but lets nobody in with them. */
  public void changeKeys(String name) {
    kadmin("cpw -randkey -keepold " + Realm.user(name));
  }

  /** Makes the KDC forget all keys of a principal but the newest. */
  public void purgeKeys(String name) {
    kadmin("purgekeys " + Realm.user(name));
  }

  /** Writes the keys that the KDC has of a principal into its keytab, in one step. */
  public void writeKeytab(String name) {
    Path keytab = keytab(name);
    Path fresh = keytab.resolveSibling(keytab.getFileName() + ".new");
    kadmin("ktadd -norandkey -k " + fresh + " " + Realm.user(name));
    try {
      Files.move(
          fresh, keytab, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the keytab of a principal is. */
  public Path keytab(String name) {
    return folders.keytab(name.replace('/', '-'));
  }

  private void kadmin(String query) {
    Command.of(program("kadmin.local"), "-r", Realm.NAME, "-q", query)
        .withAll(environment(folders))
        .run()
        .orThrow();
  }

  private List<String> commands() {
    List<String> commands = new ArrayList<>();
    for (String service : Realm.SERVICES) {
      add(commands, Realm.service(service), folders.keytab(service));
    }
    for (LabUser user : USERS) {
      add(commands, Realm.user(user.shortName()), folders.keytab(user.shortName()));
    }
    return commands;
  }

  private static void add(List<String> commands, String principal, Path keytab) {
    commands.add("addprinc -randkey " + principal);
    commands.add("ktadd -k " + keytab + " " + principal);
  }
}
