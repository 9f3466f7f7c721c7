package io.keystream.job.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Local files without starting a process (chmod, ls, readlink) for each of them, as Hadoop does.
 */
public final class QuickLocalFs extends RawLocalFileSystem {
  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    FileStatus plain = super.getFileStatus(path);
    PosixFileAttributes posix =
        Files.readAttributes(pathToFile(path).toPath(), PosixFileAttributes.class);
    return new FileStatus(
        plain.getLen(),
        plain.isDirectory(),
        plain.getReplication(),
        plain.getBlockSize(),
        plain.getModificationTime(),
        plain.getAccessTime(),
        FsPermission.valueOf("-" + PosixFilePermissions.toString(posix.permissions())),
        posix.owner().getName(),
        posix.group().getName(),
        plain.getPath());
  }

  @Override
  public FileStatus getFileLinkStatus(Path path) throws IOException {
    return getFileStatus(path);
  }

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    String mode =
        permission.getUserAction().SYMBOL
            + permission.getGroupAction().SYMBOL
            + permission.getOtherAction().SYMBOL;
    Files.setPosixFilePermissions(pathToFile(path).toPath(), PosixFilePermissions.fromString(mode));
  }
}
