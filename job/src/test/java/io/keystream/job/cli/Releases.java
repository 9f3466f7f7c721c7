package io.keystream.job.cli;

import io.keystream.job.config.PipelineYaml;
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
    Files.writeString(
        folder.resolve("pipeline.yaml"),
        PipelineYaml.minimal().replace("/user/k/logs", folder + "/home").text());
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
}
