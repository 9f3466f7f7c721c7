package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the NodeManager keeps of the files that it fetched for containers. An attempt on another
 * node finds nothing of it; the only node of the lab has all of it.
 */
final class YarnCache {
  private YarnCache() {}

  /**
   * Deletes the copies of keytabs, so that the next container makes the NodeManager fetch them
   * again.
   *
   * @return how many there were
   */
  static int deleteKeytabs(Lab lab) throws IOException {
    Path cache = lab.folders().data().resolve("nodemanager/local/usercache/keystream/filecache");
    try (Stream<Path> files = Files.walk(cache)) {
      List<Path> copies =
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.getFileName().toString().endsWith(".keytab"))
              .toList();
      for (Path copy : copies) {
        Files.delete(copy);
      }
      return copies.size();
    }
  }
}
