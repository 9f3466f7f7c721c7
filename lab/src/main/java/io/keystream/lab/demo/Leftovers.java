package io.keystream.lab.demo;

import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.layout.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a run has started, at its end. */
final class Leftovers {
  private final Screen screen;
  private final LabOptions options;
  private final Folders folders;
  private final boolean labWasUp;

  Leftovers(Screen screen, LabOptions options, boolean labWasUp) {
    this.screen = screen;
    this.options = options;
    this.folders = new Folders(options.directory());
    this.labWasUp = labWasUp;
  }

  /** Tells where to look for a cause, and saves what would be gone with the cluster. */
  void tellLogs(boolean keep) {
    Path containers = folders.data().resolve("nodemanager/logs");
    if (!keep && !labWasUp) {
      containers = saved(containers);
    }
    screen.text("Logs of the daemons and playbooks: " + folders.logs());
    if (Files.exists(containers)) {
      screen.text("Logs of driver and executors:      " + containers);
    }
  }

  void tellKept() {
    screen.text("");
    screen.text("Cluster and job stay. Both end with: " + Commands.LAB_DOWN);
  }

  /** Ends the cluster and, with it, the job. */
  void takeDown() {
    screen.step("Take the cluster down", Commands.LAB_DOWN);
    try {
      Lab.stored(options.directory()).stop();
    } catch (LabException e) {
      // Nothing was stored: the start did not come that far.
      screen.detail(e.getMessage());
    }
  }

  /** Ends a job in a cluster that stays. */
  void stopJob(Gateway gateway) {
    screen.step("Stop the job", gateway.folder().resolve("bin/keystream") + " stop");
    if (Files.isExecutable(gateway.folder().resolve("bin/keystream"))) {
      screen.detail(gateway.keystream("stop", "--timeout", "30").stdout().strip());
    }
  }

  private Path saved(Path containers) {
    Path target = folders.logs().resolve("containers");
    try (Stream<Path> all = Files.exists(containers) ? Files.walk(containers) : Stream.empty()) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        Path copy = target.resolve(containers.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
      return target;
    } catch (IOException | UncheckedIOException e) {
      screen.text("Cannot save the logs of the containers: " + e.getMessage());
      return containers;
    }
  }
}
