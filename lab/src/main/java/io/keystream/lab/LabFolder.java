package io.keystream.lab;

import io.keystream.lab.layout.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The state of a work folder: whose it is, whether a lab in it is complete, and who works on it.
 */
final class LabFolder {
  private final Folders folders;

  LabFolder(Folders folders) {
    this.folders = folders;
  }

  /** What the lab in this folder was last started with. */
  Optional<LabOptions> options() {
    return LabOptions.load(folders.root(), optionsFile());
  }

  /** Whether a start went through to its end and no stop came after it. */
  boolean isComplete() {
    return Files.exists(completeFile());
  }

  void markComplete() {
    try {
      Files.writeString(completeFile(), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void markIncomplete() {
    delete(completeFile());
  }

  /**
   * Empties the folder for a new lab.
   *
   * @param options what the new lab is started with
   */
  void clear(LabOptions options) {
    markIncomplete();
    for (Path content :
        List.of(
            folders.data(),
            folders.gateway(),
            folders.logs(),
            folders.keytabs(),
            folders.tls(),
            folders.tickets(),
            folders.root().resolve("conf"),
            folders.root().resolve("dist"),
            folders.sparkHome(),
            folders.bin(),
            folders.run())) {
      delete(content);
    }
    try {
      for (Path content :
          List.of(folders.temporary(), folders.logs(), folders.tickets(), folders.run())) {
        Files.createDirectories(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    options.store(optionsFile());
  }

  /** Deletes what the daemons stored; logs stay for whoever wants to know. */
  void deleteData() {
    markIncomplete();
    delete(folders.data());
    delete(folders.gateway());
    delete(folders.tickets());
    delete(folders.run());
  }

  /**
   * Runs an action while no other command changes this lab; waits for one that does. Refuses a
   * folder with content that no lab has written.
   */
  void exclusively(Runnable action) {
    try {
      requireOwn();
      Files.createDirectories(folders.root());
      try (FileChannel channel =
              FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid()) {
          action.run();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireOwn() {
    if (!Files.isDirectory(folders.root()) || Files.exists(lockFile())) {
      return;
    }
    try (Stream<Path> content = Files.list(folders.root())) {
      if (content.findAny().isPresent()) {
        throw new LabException(
            folders.root()
                + " is not a lab's folder and not empty; set KEYSTREAM_LAB_DIR to another");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path optionsFile() {
    return folders.root().resolve("lab.properties");
  }

  private Path lockFile() {
    return folders.root().resolve("lock");
  }

  private Path completeFile() {
    return folders.root().resolve("complete");
  }

  private static void delete(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> content = Files.walk(path)) {
      for (Path each : content.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
