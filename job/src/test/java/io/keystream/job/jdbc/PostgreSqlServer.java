package io.keystream.job.jdbc;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A server of the Debian package, with its data in a temporary folder. */
final class PostgreSqlServer {
  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
  private static final String ROOT = "root";
  private static final String SERVICE_USER = "postgres";

  private final Path folder;
  private final int port;
  private final Process process;

  PostgreSqlServer() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("keystream-postgresql");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    String data = folder.resolve("data").toString();
    port = freePort();
    int exit =
        start("initdb", "-D", data, "-U", SERVICE_USER, "-A", "trust", "-E", "UTF8", "--locale=C")
            .waitFor();
    if (exit != 0) {
      throw new IOException("initdb ended with " + exit + ": " + Files.readString(log()));
    }
    process =
        start(
            "postgres",
            "-D",
            data,
            "-p",
            Integer.toString(port),
            "-h",
            "127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=off");
    await("PostgreSQL")
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(() -> DriverManager.getConnection(url(), SERVICE_USER, "").isValid(5));
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Ends it, and deletes its data. */
  void stop() throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The server refuses to run as root. */
  private Process start(String program, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    if (System.getProperty("user.name").equals(ROOT)) {
      line.addAll(
          List.of(
              "setpriv", "--reuid=" + SERVICE_USER, "--regid=" + SERVICE_USER, "--clear-groups"));
    }
    line.add(programs().resolve(program).toString());
    line.addAll(List.of(arguments));
    File log = log().toFile();
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private Path log() {
    return folder.resolve("log");
  }

  private static Path programs() throws IOException {
    try (Stream<Path> versions = Files.list(PACKAGES)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(Files::isDirectory)
          .max(Path::compareTo)
          .orElseThrow(() -> new IOException("No PostgreSQL in " + PACKAGES + ": ./kit setup"));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
