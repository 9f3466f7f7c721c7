package io.keystream.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.CannotObtainBlockLengthException;
import org.apache.hadoop.security.AccessControlException;

/**
 * Looks for secrets where somebody could see them. Files of known names may hold one, if nobody but
 * their owner can read them.
 */
final class SecretSearch {
  private static final long LARGEST = 80L << 20;

  /** Programs, and what the DataNode keeps, which is searched through HDFS. */
  private static final Set<String> LEFT_OUT = Set.of("dist", "spark", "datanode");

  private final Lab lab;
  private final List<Secret> secrets = new ArrayList<>();
  private final List<String> found = new ArrayList<>();
  private final Map<String, Integer> stored = new HashMap<>();
  private int places;

  private record Secret(String name, String text, Set<String> stores) {}

  SecretSearch(Lab lab) {
    this.lab = lab;
  }

  /**
   * Looks for this, too.
   *
   * @param name what it is called in the result
   * @param stores names of files that may hold it
   */
  SecretSearch secret(String name, String text, String... stores) {
    secrets.add(new Secret(name, text, Set.of(stores)));
    return this;
  }

  /** What was found so far, one line each: which secret, and where. */
  List<String> found() {
    return List.copyOf(found);
  }

  /** Number of places searched so far. */
  int places() {
    return places;
  }

  /** In how many files it was found so far that may hold it, and that only their owner can read. */
  int stored(String name) {
    return stored.getOrDefault(name, 0);
  }

  /** Searches a text that was printed or shown. */
  SecretSearch text(String where, String text) throws IOException {
    search(where, text, () -> false);
    return this;
  }

  /** Searches arguments and environment of all processes of this machine. */
  SecretSearch processes() throws IOException {
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        for (String file : List.of("cmdline", "environ")) {
          search(process.resolve(file), ofProcess(process.resolve(file)));
        }
      }
    }
    return this;
  }

  private static String ofProcess(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      // Ended meanwhile.
      return "";
    }
  }

  /** Searches the lab's folder: gateway, logs, containers, and the daemons' data. */
  SecretSearch files() throws IOException {
    return folder(lab.folders().root());
  }

  /** Searches a folder, if it is there. */
  SecretSearch folder(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean leftOut = LEFT_OUT.contains(folder.getFileName().toString());
            return leftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile() && attributes.size() < LARGEST) {
              search(file, Files.readString(file, ISO_8859_1));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // Deleted meanwhile.
            return FileVisitResult.CONTINUE;
          }
        });
    return this;
  }

  private void search(Path file, String text) throws IOException {
    search(file.toString(), text, () -> isClosed(file));
  }

  /** NodeManagers keep what they make for containers in a folder that is closed as a whole. */
  private static boolean isClosed(Path file) throws IOException {
    for (Path place = file.getParent(); place != null; place = place.getParent()) {
      if (place.endsWith("nmPrivate")) {
        return isClosedItself(place);
      }
    }
    return isClosedItself(file);
  }

  private static boolean isClosedItself(Path place) throws IOException {
    return PosixFilePermissions.toString(
            Files.getPosixFilePermissions(place, LinkOption.NOFOLLOW_LINKS))
        .endsWith("------");
  }

  /** Searches every file of HDFS. */
  SecretSearch hdfs() throws IOException, InterruptedException {
    try (FileSystem admin = lab.hadoop(LabUser.ADMIN).fileSystem();
        FileSystem other = lab.hadoop(LabUser.GUEST).fileSystem()) {
      RemoteIterator<LocatedFileStatus> files =
          admin.listFiles(new org.apache.hadoop.fs.Path("/"), true);
      while (files.hasNext()) {
        LocatedFileStatus file = files.next();
        if (file.getLen() < LARGEST) {
          search(
              file.getPath().toString(),
              ofHdfs(admin, file.getPath()),
              () -> isClosed(other, file.getPath()));
        }
      }
    }
    return this;
  }

  private static String ofHdfs(FileSystem admin, org.apache.hadoop.fs.Path file)
      throws IOException {
    try (InputStream in = admin.open(file)) {
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (FileNotFoundException | CannotObtainBlockLengthException e) {
      // Deleted meanwhile, or left by a writer that was killed before anything could be read.
      return "";
    }
  }

  private static boolean isClosed(FileSystem other, org.apache.hadoop.fs.Path file)
      throws IOException {
    try {
      other.open(file).close();
      return false;
    } catch (AccessControlException e) {
      return true;
    }
  }

  private interface Closed {
    boolean test() throws IOException;
  }

  private void search(String where, String text, Closed closed) throws IOException {
    places++;
    String file = where.substring(where.lastIndexOf('/') + 1);
    for (Secret secret : secrets) {
      if (!text.contains(secret.text())) {
        continue;
      }
      if (secret.stores().contains(file) && closed.test()) {
        stored.merge(secret.name(), 1, Integer::sum);
      } else {
        found.add(secret.name() + " in " + where);
      }
    }
  }
}
