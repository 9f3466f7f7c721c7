package io.keystream.job.compact;

import io.keystream.job.ledger.MergedFile;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * A file that can become a part of another one.
 *
 * @param file as the ledger has it
 * @param parquet what its footer says, or null for files without one
 */
record Part(LocatedFileStatus status, MergedFile file, ParquetFooter parquet) {

  /**
   * What files have to share to become one: nobody may see more than before, and the NameNode
   * demands some of it.
   */
  record Kind(
      String extension,
      long blockSize,
      short replication,
      boolean erasureCoded,
      String owner,
      String group,
      FsPermission permission,
      boolean acl,
      boolean encrypted,
      ParquetFooter.Kind parquet) {}

  Kind kind() {
    return new Kind(
        extension(status.getPath()),
        status.getBlockSize(),
        status.getReplication(),
        status.isErasureCoded(),
        status.getOwner(),
        status.getGroup(),
        FsPermission.createImmutable(status.getPermission().toShort()),
        status.hasAcl(),
        status.isEncrypted(),
        parquet == null ? null : parquet.kind());
  }

  int blocks() {
    return Math.max(1, status.getBlockLocations().length);
  }

  /** Format and compression. */
  static String extension(Path path) {
    String name = path.getName();
    int dot = name.indexOf('.');
    return dot < 0 ? "" : name.substring(dot);
  }
}
