package io.keystream.job.sink;

import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.SpooledFile;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers the shares of a batch, each in a task. Tells what keeps it from that for good. */
final class ShareTask implements Function<Integer, ShareTask.Result> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ShareTask.class);

  /** What became of a share. */
  enum Kind {
    DELIVERED,
    /** The system does not take the rows now. */
    REFUSED,
    /** The rows are gone, and the sink says that they were not delivered. */
    LOST,
    /** Earlier rows were delivered, but the sink does not know of any. */
    FORGOTTEN
  }

  /**
   * What became of a share, and what the system said to that. A refusal is no failure of the task,
   * which Spark would try again at once, and again: with a wrong password that locks an account.
   */
  record Result(Kind kind, String said) implements Serializable {
    Result(Kind kind) {
      this(kind, "");
    }
  }

  /** The rows of one entry: how many, where, and whether they are still there. */
  record Spool(
      long sequence, Instant committedAt, OutputCommit commit, String folder, boolean present)
      implements Serializable {
    List<SpooledFile> files(int share) {
      return commit.spooled().stream().filter(file -> file.share() == share).toList();
    }
  }

  private final SinkTarget target;
  private final Spool spool;
  private final SerializableConfiguration configuration;

  ShareTask(SinkTarget target, Spool spool, SerializableConfiguration configuration) {
    this.target = target;
    this.spool = spool;
    this.configuration = configuration;
  }

  @Override
  public Result call(Integer share) {
    try {
      return new Result(SinkPool.use(target, share, sink -> deliver(sink, share)));
    } catch (IOException e) {
      LOG.warn("Entry {} is not delivered", spool.sequence(), e);
      return new Result(Kind.REFUSED, e.getMessage());
    }
  }

  private Kind deliver(Sink sink, int share) throws Exception {
    long delivered = sink.delivered(share);
    if (delivered >= spool.sequence()) {
      return Kind.DELIVERED;
    }
    if (!spool.present()) {
      // Spooled rows are deleted only after they were delivered; a sink may forget after a while.
      return delivered == 0 ? Kind.DELIVERED : Kind.LOST;
    }
    if (delivered == 0 && share == 0 && spool.commit().previous() > 0 && !forgotInTime(sink)) {
      return Kind.FORGOTTEN;
    }
    try (Rows rows = new Rows(spool.files(share))) {
      sink.deliver(spool.sequence(), share, rows);
    }
    return Kind.DELIVERED;
  }

  /** Whether the sink may have forgotten the entry before, but would still know of this one. */
  private boolean forgotInTime(Sink sink) {
    return sink.remembers()
        .map(kept -> Instant.now().isBefore(spool.committedAt().plus(kept)))
        .orElse(false);
  }

  /** The rows of several files, one after the other; fails if one has other than was committed. */
  private final class Rows implements Iterator<Row>, AutoCloseable {
    private final Iterator<SpooledFile> files;
    private SpooledFile file;
    private SpoolReader reader;
    private long read;

    Rows(List<SpooledFile> files) {
      this.files = files.iterator();
    }

    @Override
    public boolean hasNext() {
      try {
        while (reader == null || !reader.hasNext()) {
          close();
          if (!files.hasNext()) {
            return false;
          }
          file = files.next();
          reader = new SpoolReader(new Path(spool.folder(), file.staged()), configuration.value());
        }
        return true;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException("All rows of entry " + spool.sequence() + " are read");
      }
      read++;
      return reader.next();
    }

    @Override
    public void close() throws IOException {
      if (reader == null) {
        return;
      }
      boolean complete = !reader.hasNext();
      reader.close();
      reader = null;
      if (complete && read != file.rows()) {
        throw new IOException(
            file.staged() + " has " + read + " rows, " + file.rows() + " were committed");
      }
      read = 0;
    }
  }
}
