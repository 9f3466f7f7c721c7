package io.keystream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bench's work folder. Everything it writes is below {@code root}.
 *
 * @param root absolute path
 */
record RunFolders(Path root) {

  /** The one that belongs to a lab's folder: {@code .lab-bench} beside {@code .lab}. */
  static RunFolders beside(Path lab) {
    return new RunFolders(lab.resolveSibling(lab.getFileName() + "-bench"));
  }

  /** KDC and broker, gone at the end. */
  Path cluster() {
    return root.resolve("cluster");
  }

  /** Working directories of the contenders, each gone when it is checked. */
  Path runs() {
    return root.resolve("runs");
  }

  Path run(Contender contender, String round) {
    return run(contender.label() + "-" + round);
  }

  Path run(String name) {
    return runs().resolve(name);
  }

  /** What contenders print; stays. */
  Path log(Contender contender, String round) {
    return log(contender.label() + "-" + round);
  }

  Path log(String name) {
    return root.resolve("logs").resolve(name + ".log");
  }

  /** Where Java Flight Recorder writes, in a folder that is there; stays. */
  Path recording(String name) throws IOException {
    return Files.createDirectories(root.resolve("profiles")).resolve(name + ".jfr");
  }

  /** Held while a bench runs. */
  Path lock() {
    return root.resolve("lock");
  }
}
