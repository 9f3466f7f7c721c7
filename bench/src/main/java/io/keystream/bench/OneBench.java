package io.keystream.bench;

import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** A cluster for as long as something is measured, which nobody else does meanwhile. */
final class OneBench {
  private final LabOptions options;
  private final RunFolders folders;
  private final Consumer<String> say;

  /** What is done while the cluster serves. */
  interface Steps {
    void run(Cluster cluster) throws IOException, InterruptedException;
  }

  /**
   * @param options of a lab; the bench has its own folder beside it
   * @param say told how it goes, one line at a time
   */
  OneBench(LabOptions options, Consumer<String> say) {
    this.folders = RunFolders.beside(options.directory());
    this.options = options.withDirectory(folders.cluster());
    this.say = say;
  }

  RunFolders folders() {
    return folders;
  }

  /** Starts the cluster, runs the steps, and leaves nothing but logs and recordings. */
  void run(Steps steps) throws IOException, InterruptedException {
    Files.createDirectories(folders.root());
    try (FileChannel channel =
            FileChannel.open(folders.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new LabException(
            "Another bench runs in "
                + folders.root()
                + ": wait for its end, since two at once would measure each other");
      }
      runLocked(steps);
    }
  }

  private void runLocked(Steps steps) throws IOException, InterruptedException {
    Cluster cluster = new Cluster(options, line -> say.accept("   " + line));
    try {
      say.accept("== a KDC and a broker with SASL and TLS in " + folders.cluster());
      cluster.start();
      steps.run(cluster);
    } finally {
      // Not interrupted: what is left would go on for ever.
      boolean interrupted = Thread.interrupted();
      cluster.stop();
      Cluster.delete(folders.runs());
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
