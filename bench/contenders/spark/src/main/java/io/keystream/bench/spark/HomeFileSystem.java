package io.keystream.bench.spark;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local disk for the job's {@code home}, in the place of HDFS. Hadoop's own starts a process
 * for every look at what may be a symbolic link, eight of them for a rename, which would be
 * measured as the ledger's.
 */
public final class HomeFileSystem extends DelegateToFileSystem {

  /** As Hadoop calls it. */
  public HomeFileSystem(URI uri, Configuration configuration)
      throws IOException, URISyntaxException {
    super(uri, new WithoutLinks(), configuration, "file", false);
  }

  @Override
  public int getUriDefaultPort() {
    return -1;
  }

  private static final class WithoutLinks extends RawLocalFileSystem {
    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
      return getFileStatus(path);
    }

    @Override
    public boolean supportsSymlinks() {
      return false;
    }
  }
}
