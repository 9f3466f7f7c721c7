package io.keystream.job.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Release folders for tests. */
final class Releases {
  private Releases() {}

  /** A complete release. */
  static Path complete(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("keystream.jar"), "");
    Files.writeString(folder.resolve("pipeline.yaml"), pipeline(folder));
    Files.writeString(
        folder.resolve("spark.conf"),
        """
        # set by Ansible

        spark.executor.instances=2
        spark.streaming.receiver.writeAheadLog.enable = true
        spark.executor.extraJavaOptions=-Da=b -Dc=d
        """);
    Files.writeString(
        folder.resolve("submit.properties"),
        """
        spark-submit = /opt/spark/bin/spark-submit
        principal = keystream@REALM
        keytab = /etc/keystream/keystream.keytab
        """);
    return folder;
  }

  /** Adds lines to a file of a release. */
  static void append(Path folder, String file, String lines) throws IOException {
    Path path = folder.resolve(file);
    Files.writeString(path, Files.readString(path) + lines);
  }

  private static String pipeline(Path folder) {
    return """
    name: logs
    home: %s/home
    source:
      kafka:
        bootstrap-servers: [b1:9093]
        topics: [access]
        security:
          truststore:
            location: ca.pem
    parse:
      format: access-log
    output:
      files:
        path: /data/logs
    """
        .formatted(folder);
  }
}
