package io.keystream.job.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The few file operations the ledger is built of. A {@link #rename} is one atomic step of the
 * NameNode.
 */
public final class HomeFiles {
  private static final FsPermission OWNER_ONLY_FOLDER = new FsPermission((short) 0700);
  private static final FsPermission OWNER_ONLY_FILE = new FsPermission((short) 0600);

  private static final int COPY_BUFFER = 1 << 16;

  private final FileContext files;

  /** Works on the file system that {@code home} is on. */
  public HomeFiles(Home home, Configuration configuration) throws IOException {
    this.files =
        home.root().toUri().getScheme() == null
            ? FileContext.getFileContext(configuration)
            : FileContext.getFileContext(home.root().toUri(), configuration);
  }

  /** Makes a folder and its parents, open to its owner alone; one that exists stays as it is. */
  public void makeFolder(Path folder) throws IOException {
    files.mkdir(folder, OWNER_ONLY_FOLDER, true);
  }

  /** Makes a folder and its parents with the default permissions of the file system. */
  public void makeSharedFolder(Path folder) throws IOException {
    files.mkdir(folder, FileContext.DIR_DEFAULT_PERM, true);
  }

  /** Whether there is a file or folder. */
  public boolean exists(Path path) throws IOException {
    return files.util().exists(path);
  }

  /** What a folder holds; empty where there is no such folder. */
  public List<FileStatus> list(Path folder) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    try {
      RemoteIterator<FileStatus> statuses = files.listStatus(folder);
      while (statuses.hasNext()) {
        found.add(statuses.next());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return found;
  }

  /** The whole text of a file. */
  public String read(Path file) throws IOException {
    return new String(readBytes(file), UTF_8);
  }

  /** All bytes of a file. */
  public byte[] readBytes(Path file) throws IOException {
    try (var in = files.open(file)) {
      return in.readAllBytes();
    }
  }

  /**
   * Writes a file into a folder that must exist, over what stood there.
   *
   * @throws FileNotFoundException if the folder does not exist
   */
  public void write(Path file, String text) throws IOException {
    write(file, text.getBytes(UTF_8));
  }

  /** The same with bytes. */
  public void write(Path file, byte[] content) throws IOException {
    WholeFile.write(
        files.create(
            file,
            EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
            Options.CreateOpts.perms(OWNER_ONLY_FILE),
            Options.CreateOpts.donotCreateParent()),
        content);
  }

  /**
   * Copies a file, also from or to another file system, over what stood there. Makes its folder.
   *
   * @return SHA-256 of what was copied
   */
  public String copy(Path from, Path to) throws IOException {
    makeFolder(to.getParent());
    MessageDigest digest = sha256();
    try (InputStream in = files.open(from);
        OutputStream out =
            files.create(
                to,
                EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
                Options.CreateOpts.perms(OWNER_ONLY_FILE))) {
      byte[] buffer = new byte[COPY_BUFFER];
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }

  /**
   * Writes a file into a folder that must exist; who reads it meanwhile sees what stood there
   * before, and never a part.
   */
  public void replace(Path file, String text) throws IOException {
    Path whole = file.suffix(".new");
    write(whole, text);
    files.rename(whole, file, Options.Rename.OVERWRITE);
  }

  /**
   * Renames without ever overwriting.
   *
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException if the target exists
   * @throws FileNotFoundException if the source or the target's folder does not exist
   */
  public void rename(Path from, Path to) throws IOException {
    files.rename(from, to, Options.Rename.NONE);
  }

  /** Deletes a file or a whole folder; does nothing where there is none. */
  public void delete(Path path) throws IOException {
    try {
      files.delete(path, true);
    } catch (FileNotFoundException e) {
      // Gone already, which is what was wanted.
    }
  }

  /** Length, owner and times of a file. */
  public FileStatus status(Path path) throws IOException {
    return files.getFileStatus(path);
  }
}
