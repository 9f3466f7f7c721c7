package io.keystream.job.cli;

import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.ledger.NameNodeLikeFs;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.lifecycle.Control;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.security.AccessControlException;

/**
 * A release, its home in a local folder, and a ResourceManager that a test tells what there is.
 * What is submitted finishes its first batch at once.
 */
final class TestCluster implements AutoCloseable {
  /** The application that {@code spark-submit} submits, whenever it is called. */
  static final String NEXT = "application_1_0003";

  private final FakeYarn yarn = new FakeYarn();
  private final Path release;
  private final Path submissions;
  private final TestHome home;
  private final Cluster cluster;
  private volatile boolean refusing;

  /**
   * Makes the release.
   *
   * @param folder an empty one
   */
  TestCluster(Path folder) throws IOException {
    release = Releases.complete(folder.resolve("release"));
    submissions = folder.resolve("submissions");
    home = new TestHome(release.resolve("home"));
    Path sparkSubmit = sparkSubmit(folder);
    Releases.append(release, "submit.properties", "spark-submit = " + sparkSubmit + "\n");
    Release loaded = Release.load(release);
    cluster =
        new Cluster(
            loaded,
            NameNodeLikeFs.client(operation -> refuseStranger()),
            new YarnApplications(yarn, loaded.pipeline().name()));
  }

  private Path sparkSubmit(Path folder) throws IOException {
    Path running =
        Files.writeString(
            folder.resolve("running.json"),
            LedgerJson.write(new Control.Running(NEXT, 2, Entries.TIME)));
    Path script =
        Files.writeString(
            folder.resolve("spark-submit"),
            """
            #!/bin/sh
            echo "$*" >> %s
            cp %s %s/running.json
            echo Submitted application %s
            """
                .formatted(submissions, running, home.local(home.home().control()), NEXT));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  Cluster cluster() {
    return cluster;
  }

  FakeYarn yarn() {
    return yarn;
  }

  TestHome home() {
    return home;
  }

  Path release() {
    return release;
  }

  /** What operators and the driver say; a test may speak for either. */
  Control control() {
    return new Control(home.files(), home.home());
  }

  /** How often something was submitted. */
  long submissions() throws IOException {
    try (Stream<String> lines = Files.exists(submissions) ? Files.lines(submissions) : null) {
      return lines == null ? 0 : lines.count();
    }
  }

  /** From now on the command line runs as somebody who may not use the home. */
  void refuseEverything() {
    refusing = true;
  }

  private void refuseStranger() throws IOException {
    if (refusing) {
      throw new AccessControlException("Permission denied: user=guest, access=EXECUTE");
    }
  }

  /** All files of the release and its home, to see whether any was changed. */
  Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(release)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), Files.readString(file));
      }
    }
    return contents;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
