package io.keystream.job.compact;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;

/** Appends files to another of the same folder, and takes them away, in one atomic step. */
@FunctionalInterface
public interface Concatenation {

  /** It was not done. */
  final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Does it, or nothing.
   *
   * @throws RefusedException if it was not done now; it may have been before
   * @throws IOException if nobody knows whether it was done
   */
  void concat(Path target, List<Path> sources) throws IOException;

  /** An operation of the NameNode, which copies nothing. */
  static Concatenation ofFileSystem(Configuration configuration) {
    return (target, sources) -> {
      try {
        target.getFileSystem(configuration).concat(target, sources.toArray(new Path[0]));
      } catch (UnsupportedOperationException e) {
        throw new RefusedException("the file system of " + target + " cannot join files", e);
      } catch (RemoteException | AccessControlException | IllegalArgumentException e) {
        throw new RefusedException(e.getMessage(), e);
      }
    };
  }
}
