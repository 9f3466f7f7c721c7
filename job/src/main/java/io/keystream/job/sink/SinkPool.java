package io.keystream.job.sink;

import io.keystream.job.shipped.TaskFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open sinks of this process, one for each output and share. To connect and log in costs more
 * than to deliver a small batch.
 */
final class SinkPool {
  private static final Logger LOG = LoggerFactory.getLogger(SinkPool.class);
  private static final Map<Key, Sink> IDLE = new HashMap<>();

  private record Key(SinkTarget target, int share) {}

  private SinkPool() {}

  /** What is done with an open sink. */
  interface Use<T> {
    T with(Sink sink) throws Exception;
  }

  /**
   * Uses the sink of a share, which nobody else uses meanwhile.
   *
   * @throws IOException if anything is thrown; then the sink is closed and not used again
   */
  static <T> T use(SinkTarget target, int share, Use<T> use) throws IOException {
    TaskFiles.takeUp();
    Key key = new Key(target, share);
    Sink sink = take(key);
    try {
      if (sink == null) {
        sink = target.factory().create();
        sink.open(target.context());
      }
      T result = use.with(sink);
      giveBack(key, sink);
      return result;
    } catch (Exception | LinkageError e) {
      if (sink != null) {
        close(sink);
      }
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("share " + share + ": " + e.getMessage(), e);
    }
  }

  private static Sink take(Key key) {
    synchronized (IDLE) {
      return IDLE.remove(key);
    }
  }

  private static void giveBack(Key key, Sink sink) {
    Sink other;
    synchronized (IDLE) {
      other = IDLE.put(key, sink);
    }
    if (other != null) {
      close(other);
    }
  }

  private static void close(Sink sink) {
    try {
      sink.close();
    } catch (Exception e) {
      LOG.debug("A sink that is no longer used could not be closed", e);
    }
  }
}
