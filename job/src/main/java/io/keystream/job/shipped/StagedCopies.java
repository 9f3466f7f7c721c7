package io.keystream.job.shipped;

import io.keystream.job.ledger.WholeFile;
import java.io.IOException;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * The application's staging folder, from which YARN makes the copies of containers that are yet to
 * come. YARN refuses a file whose time of modification is not that of the submission, and looks at
 * nothing else.
 */
final class StagedCopies {
  private static final long AS_IT_IS = -1;

  private final FileContext files;
  private final Path folder;

  StagedCopies(Path folder, Configuration configuration) throws IOException {
    this.folder = folder;
    this.files =
        folder.toUri().getScheme() == null
            ? FileContext.getFileContext(configuration)
            : FileContext.getFileContext(folder.toUri(), configuration);
  }

  Path folder() {
    return folder;
  }

  /** Fails where there is no such file. */
  void require(String name) throws IOException {
    files.getFileStatus(new Path(folder, name));
  }

  byte[] read(String name) throws IOException {
    try (var in = files.open(new Path(folder, name))) {
      return in.readAllBytes();
    }
  }

  /** Puts a file in the place of another in one step, with its time and permissions. */
  void replace(String name, byte[] content) throws IOException {
    Path file = new Path(folder, name);
    FileStatus before = files.getFileStatus(file);
    Path fresh = file.suffix(".new");
    WholeFile.write(
        files.create(
            fresh,
            EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
            Options.CreateOpts.perms(before.getPermission()),
            Options.CreateOpts.donotCreateParent()),
        content);
    files.setPermission(fresh, before.getPermission());
    files.setTimes(fresh, before.getModificationTime(), AS_IT_IS);
    files.rename(fresh, file, Options.Rename.OVERWRITE);
  }
}
