package io.keystream.job.source;

import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.received.LogFiles;
import io.keystream.job.received.LogReader;
import io.keystream.job.received.ReceivedRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.util.TaskCompletionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one task's share of a batch from the logs of receivers. */
final class ReadReceived
    implements FlatMapFunction<Iterator<List<ReceivedSpan>>, ConsumerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ReadReceived.class);

  private final String folder;

  /**
   * @param folder of the logs
   */
  ReadReceived(String folder) {
    this.folder = folder;
  }

  @Override
  public Iterator<ConsumerRecord<byte[], byte[]>> call(Iterator<List<ReceivedSpan>> shares)
      throws IOException {
    LogFiles files =
        new LogFiles(
            new Path(folder), SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf()));
    Records records = new Records(files, shares.next());
    TaskContext.get().addTaskCompletionListener(records);
    return records;
  }

  /** The records of one span after the other. */
  private static final class Records
      implements Iterator<ConsumerRecord<byte[], byte[]>>, TaskCompletionListener {
    private final LogFiles files;
    private final Deque<ReceivedSpan> spans;
    private OffsetSpan span;
    private LogReader reader;

    Records(LogFiles files, List<ReceivedSpan> spans) {
      this.files = files;
      this.spans = new ArrayDeque<>(spans);
    }

    @Override
    public boolean hasNext() {
      while (reader == null || !reader.hasNext()) {
        close();
        if (spans.isEmpty()) {
          return false;
        }
        ReceivedSpan next = spans.remove();
        span = next.span();
        reader = new LogReader(files, next.places(), span.from(), span.until());
      }
      return true;
    }

    @Override
    public ConsumerRecord<byte[], byte[]> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("All spans are read");
      }
      ReceivedRecord found = reader.next();
      return new ConsumerRecord<>(
          span.topic(),
          span.partition(),
          found.number(),
          found.receivedAt(),
          TimestampType.LOG_APPEND_TIME,
          ConsumerRecord.NULL_SIZE,
          found.value().length,
          null,
          found.value(),
          new RecordHeaders(),
          Optional.empty());
    }

    @Override
    public void onTaskCompletion(TaskContext task) {
      close();
    }

    private void close() {
      if (reader == null) {
        return;
      }
      try {
        reader.close();
      } catch (IOException e) {
        LOG.debug("A segment that was read could not be closed", e);
      }
      reader = null;
    }
  }
}
