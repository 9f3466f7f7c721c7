package io.keystream.job.ledger;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files under one lock: every operation is one atomic step, as it is at the NameNode and is
 * not on a plain local file system. A test can step in before each of them.
 */
public final class NameNodeLikeFs extends DelegateToFileSystem {
  /**
   * What a test does before an operation; throwing makes the operation fail. After {@code rename}
   * comes {@code renamed}: throwing there is an answer that was lost.
   */
  public interface Before {
    void operation(String name) throws IOException;
  }

  private static final Object LOCK = new Object();
  private static final String CLIENT = "keystream.test.client";
  private static final Map<String, Before> CLIENTS = new ConcurrentHashMap<>();

  private final Before before;

  /** Hadoop makes it by reflection. */
  public NameNodeLikeFs(URI uri, Configuration configuration)
      throws IOException, URISyntaxException {
    super(URI.create("file:///"), new QuickLocalFs(), configuration, "file", false);
    this.before = CLIENTS.get(configuration.get(CLIENT));
  }

  /** The configuration of a client that works on such files. */
  public static Configuration client(Before before) {
    Configuration configuration = new Configuration(false);
    String name = String.valueOf(CLIENTS.size());
    CLIENTS.put(name, before);
    configuration.set(CLIENT, name);
    configuration.set("fs.AbstractFileSystem.file.impl", NameNodeLikeFs.class.getName());
    configuration.set("fs.defaultFS", "file:///");
    return configuration;
  }

  @Override
  public FSDataOutputStream createInternal(
      Path file,
      EnumSet<CreateFlag> flags,
      FsPermission permission,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress,
      Options.ChecksumOpt checksum,
      boolean createParent)
      throws IOException {
    stepIn("create");
    synchronized (LOCK) {
      FSDataOutputStream out =
          super.createInternal(
              file,
              flags,
              permission,
              bufferSize,
              replication,
              blockSize,
              progress,
              checksum,
              createParent);
      // Hides that the stream can wait for the disk, which tests need not.
      return new FSDataOutputStream(new BufferedOutputStream(out), null);
    }
  }

  @Override
  public void mkdir(Path folder, FsPermission permission, boolean createParent) throws IOException {
    stepIn("mkdir");
    synchronized (LOCK) {
      super.mkdir(folder, permission, createParent);
    }
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    stepIn("delete");
    synchronized (LOCK) {
      return super.delete(path, recursive);
    }
  }

  @Override
  public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
    stepIn("rename");
    synchronized (LOCK) {
      super.renameInternal(from, to, overwrite);
    }
    stepIn("renamed");
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    stepIn("list");
    synchronized (LOCK) {
      return super.listStatus(folder);
    }
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    stepIn("status");
    synchronized (LOCK) {
      return super.getFileStatus(path);
    }
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    stepIn("open");
    synchronized (LOCK) {
      return super.open(file, bufferSize);
    }
  }

  /** Only between operations, never in the middle of one that is made of several. */
  private void stepIn(String operation) throws IOException {
    if (!Thread.holdsLock(LOCK)) {
      before.operation(operation);
    }
  }
}
