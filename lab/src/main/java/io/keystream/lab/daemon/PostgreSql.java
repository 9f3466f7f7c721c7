package io.keystream.lab.daemon;

import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Port;
import io.keystream.lab.layout.Realm;
import io.keystream.lab.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A PostgreSQL server of the Debian package, which lets in only over TLS and by SCRAM. */
public final class PostgreSql {
  private static final String NAME = Realm.POSTGRESQL_SERVICE;

  /** The database's own administrator. */
  public static final String ADMIN = "postgres";

  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

  private final LabOptions options;
  private final Folders folders;

  public PostgreSql(LabOptions options, Folders folders) {
    this.options = options;
    this.folders = folders;
  }

  /**
   * Makes an empty database, unless there is one.
   *
   * @return the password of {@link #ADMIN}
   */
  public String create() {
    Path passwordFile = folders.data().resolve("postgresql-password");
    String adminPassword = UUID.randomUUID().toString();
    try {
      if (Files.exists(data().resolve("PG_VERSION"))) {
        return Files.readString(passwordFile);
      }
      own(passwordFile, "-m", "600", "/dev/null");
      Files.writeString(passwordFile, adminPassword);
      run(
          "initdb",
          "-U",
          ADMIN,
          "-E",
          "UTF8",
          "--locale=C",
          "--auth=scram-sha-256",
          "--pwfile=" + passwordFile,
          "-D",
          data().toString());
      own(
          data().resolve("server.crt"),
          "-m",
          "600",
          folders.tls().resolve(NAME + ".crt").toString());
      own(
          data().resolve("server.key"),
          "-m",
          "600",
          folders.tls().resolve(NAME + ".key").toString());
      Files.writeString(
          data().resolve("pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
      return adminPassword;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server; {@link #create} comes first. */
  public Daemon daemon() {
    int port = Port.POSTGRESQL.in(options.portBase());
    List<String> command =
        asServer(
            "postgres",
            "-D",
            data().toString(),
            "-p",
            Integer.toString(port),
            "-h",
            "localhost",
            "-c",
            "ssl=on",
            "-c",
            "unix_socket_directories=");
    return new Daemon(NAME, command, Map.of(), List.of(port), url(), () -> serves(port));
  }

  /** Where clients find it. */
  public String url() {
    return "jdbc:postgresql://localhost:"
        + Port.POSTGRESQL.in(options.portBase())
        + "/postgres?sslmode=verify-full&sslrootcert="
        + folders.truststore();
  }

  private static void serves(int port) {
    Command.of(program("pg_isready"), "-h", "localhost", "-p", Integer.toString(port))
        .run()
        .orThrow();
  }

  private Path data() {
    return folders.data().resolve(NAME);
  }

  private void run(String program, String... arguments) {
    own(data(), "-d", "-m", "700");
    Command.of(asServer(program, arguments)).run().orThrow();
  }

  /** Copies a file, or makes a folder, that belongs to the server. */
  private void own(Path to, String... options) {
    List<String> line = new ArrayList<>(List.of("install"));
    if (isRoot()) {
      line.addAll(List.of("-o", ADMIN, "-g", ADMIN));
    }
    line.addAll(List.of(options));
    line.add(to.toString());
    Command.of(line).run().orThrow();
  }

  /** It refuses to run as root; the capability leads it through folders that are root's alone. */
  private static List<String> asServer(String program, String... arguments) {
    List<String> line = new ArrayList<>();
    if (isRoot()) {
      line.addAll(
          List.of(
              "setpriv",
              "--reuid=" + ADMIN,
              "--regid=" + ADMIN,
              "--clear-groups",
              "--inh-caps=+dac_override",
              "--ambient-caps=+dac_override"));
    }
    line.add(program(program));
    line.addAll(List.of(arguments));
    return line;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static String program(String name) {
    try (Stream<Path> versions = Files.list(PACKAGES)) {
      return versions
          .map(version -> version.resolve("bin").resolve(name))
          .filter(Files::isExecutable)
          .max(Path::compareTo)
          .orElseThrow()
          .toString();
    } catch (IOException | java.util.NoSuchElementException e) {
      throw new LabException("No " + name + " below " + PACKAGES + ": ./kit setup", e);
    }
  }
}
