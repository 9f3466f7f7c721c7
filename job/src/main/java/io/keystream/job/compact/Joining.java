package io.keystream.job.compact;

import io.keystream.job.ledger.Compaction;
import io.keystream.job.ledger.CompactionLog;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.MergedFile;
import io.keystream.job.ledger.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Makes one file of several, so that whoever lists the folder sees each row once at every moment.
 *
 * <p>The target is a new file, published empty just before the others are appended to it. So
 * whoever listed the folder earlier does not know it, and fails to open the others, which are gone;
 * were it one of the files, a reader that opens it after it grew would have read the rest already.
 * Its name is the last in the folder, because a long folder is listed in several steps in the order
 * of names: one that is listed too early, when it is empty, must not be followed by a step in which
 * the others are gone.
 *
 * <p>All of it can be repeated, also by several at once.
 */
final class Joining {
  private final HomeFiles files;
  private final Home home;
  private final Configuration configuration;
  private final CompactionLog log;
  private final Concatenation concatenation;

  Joining(
      HomeFiles files,
      Home home,
      Configuration configuration,
      CompactionLog log,
      Concatenation concatenation) {
    this.files = files;
    this.home = home;
    this.configuration = configuration;
    this.log = log;
    this.concatenation = concatenation;
  }

  /** Writes what has to be there before the plan is; readers do not see it. */
  Compaction prepare(Path target, List<Part> parts) throws IOException {
    List<MergedFile> sources = parts.stream().map(Part::file).toList();
    long bytes = sources.stream().mapToLong(MergedFile::bytes).sum();
    if (parts.get(0).parquet() == null) {
      return new Compaction(target.toString(), sources, null, bytes);
    }
    byte[] footer = JoinedParquet.footer(parts.stream().map(Part::parquet).toList());
    String name = SmallFiles.FOOTER + UUID.randomUUID() + Part.extension(target);
    Path file = new Path(target.getParent(), name);
    files.rename(write(footer, parts.get(0).status()), file);
    return new Compaction(target.toString(), sources, file.toString(), bytes + footer.length);
  }

  /** Why it cannot be done; empty if it was, by whomever. */
  Optional<String> carryOut(Compaction compaction) throws IOException {
    if (compaction.isDone(files)) {
      return Optional.empty();
    }
    Path target = new Path(compaction.target());
    String refusal;
    try {
      publishEmpty(target, compaction.appended().get(0));
      concatenation.concat(
          qualified(target), compaction.appended().stream().map(this::qualified).toList());
      return Optional.empty();
    } catch (FileNotFoundException | Concatenation.RefusedException e) {
      refusal = SmallFiles.firstLine(e);
    }
    return compaction.isDone(files) || withdrawn(target, compaction)
        ? Optional.empty()
        : Optional.of(target.getParent() + ": " + refusal);
  }

  void deleteFooter(Compaction compaction) throws IOException {
    if (compaction.footer() != null) {
      files.delete(new Path(compaction.footer()));
    }
  }

  /** As those that are to be appended: made where they were made, with what they have. */
  private void publishEmpty(Path target, Path source) throws IOException {
    if (files.exists(target)) {
      return;
    }
    FileStatus like = files.status(source);
    Path empty = write(new byte[0], like);
    FileStatus made = files.status(empty);
    if (!made.getGroup().equals(like.getGroup()) || made.hasAcl() != like.hasAcl()) {
      files.delete(empty);
      throw new Concatenation.RefusedException(
          like.getPath()
              + " has another group or ACL than what is written below "
              + home.root()
              + " now",
          null);
    }
    try {
      files.rename(empty, target);
    } catch (FileAlreadyExistsException e) {
      // Another one that carries out the same plan was faster.
      files.delete(empty);
    }
  }

  private Path write(byte[] bytes, FileStatus like) throws IOException {
    FsPermission permission = FsPermission.createImmutable(like.getPermission().toShort());
    Path file = qualified(log.temporary());
    FileSystem system = file.getFileSystem(configuration);
    WholeFile.write(
        system.create(
            file,
            permission,
            EnumSet.of(CreateFlag.CREATE),
            4096,
            like.getReplication(),
            like.getBlockSize(),
            null),
        bytes);
    // Whatever the caller's umask is.
    system.setPermission(file, permission);
    return file;
  }

  /**
   * Takes the empty target away, so that nobody can append to it any more.
   *
   * @return whether it is not empty, because another one was faster, and is therefore back
   */
  private boolean withdrawn(Path target, Compaction compaction) throws IOException {
    Path aside = log.temporary();
    try {
      files.rename(target, aside);
      if (files.status(aside).getLen() == compaction.bytes()) {
        files.rename(aside, target);
        return true;
      }
      files.delete(aside);
    } catch (FileNotFoundException e) {
      // It was never published.
    }
    deleteFooter(compaction);
    return false;
  }

  private Path qualified(Path path) {
    return new Path(home.root(), path);
  }
}
