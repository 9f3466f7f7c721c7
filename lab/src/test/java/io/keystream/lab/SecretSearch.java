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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.CannotObtainBlockLengthException;
import org.apache.hadoop.security.AccessControlException;

/**
 * Looks for secrets where somebody could see them. A file of a known name may hold one, if nobody
 * but its owner can read it.
 */
final class SecretSearch {
  private static final long LARGEST = 80L << 20;

  /** Programs, and what the DataNode keeps, which is searched through HDFS. */
  private static final Set<String> LEFT_OUT = Set.of("dist", "spark", "datanode");

  private final Lab lab;
  private final Map<String, String> secrets;
  private final Set<String> stores;
  private final List<String> found = new ArrayList<>();
  private int places;
  private int hidden;

  /**
   * Searches nothing yet.
   *
   * @param secrets by what they are called in the result
   * @param stores names of files that may hold one
   */
  SecretSearch(Lab lab, Map<String, String> secrets, Set<String> stores) {
    this.lab = lab;
    this.secrets = Map.copyOf(secrets);
    this.stores = Set.copyOf(stores);
  }

  /** What was found so far, one line each: which secret, and where. */
  List<String> found() {
    return List.copyOf(found);
  }

  /** Number of places searched so far. */
  int places() {
    return places;
  }

  /** Number of files so far that may hold a secret, and that only their owner can read. */
  int hidden() {
    return hidden;
  }

  /** Searches a text that was printed or shown. */
  SecretSearch text(String where, String text) {
    search(where, text);
    return this;
  }

  /** Searches arguments and environment of all processes of this machine. */
  SecretSearch processes() throws IOException {
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        for (String file : List.of("cmdline", "environ")) {
          search(process + "/" + file, ofProcess(process.resolve(file)));
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
    Files.walkFileTree(
        lab.folders().root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean leftOut = LEFT_OUT.contains(folder.getFileName().toString());
            return leftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile() && attributes.size() < LARGEST && !isHiddenStore(file)) {
              search(file.toString(), Files.readString(file, ISO_8859_1));
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

  private boolean isHiddenStore(Path file) throws IOException {
    String mode =
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    return isHidden(stores.contains(file.getFileName().toString()) && mode.endsWith("------"));
  }

  /** Searches every file of HDFS. */
  SecretSearch hdfs() throws IOException, InterruptedException {
    try (FileSystem admin = lab.hadoop(LabUser.ADMIN).fileSystem();
        FileSystem other = lab.hadoop(LabUser.GUEST).fileSystem()) {
      RemoteIterator<LocatedFileStatus> files =
          admin.listFiles(new org.apache.hadoop.fs.Path("/"), true);
      while (files.hasNext()) {
        LocatedFileStatus file = files.next();
        if (file.getLen() < LARGEST && !isHiddenStore(other, file.getPath())) {
          search(file.getPath().toString(), ofHdfs(admin, file.getPath()));
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

  private boolean isHiddenStore(FileSystem other, org.apache.hadoop.fs.Path file)
      throws IOException {
    if (!stores.contains(file.getName())) {
      return false;
    }
    try {
      other.open(file).close();
      return false;
    } catch (AccessControlException e) {
      return isHidden(true);
    }
  }

  private boolean isHidden(boolean store) {
    hidden += store ? 1 : 0;
    return store;
  }

  private void search(String where, String text) {
    places++;
    secrets.forEach(
        (name, secret) -> {
          if (text.contains(secret)) {
            found.add(name + " in " + where);
          }
        });
  }
}
