package io.keystream.job.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.TaskCompletionListener;
import org.apache.spark.util.TaskFailureListener;

/**
 * The valid rows of a partition. A query that stops early leaves records unread; they are read when
 * the task completes, so that dead letters and counts are complete.
 */
final class ParsedRows
    implements Iterator<InternalRow>, TaskCompletionListener, TaskFailureListener {
  private final int partition;
  private final Iterator<ConsumerRecord<byte[], byte[]>> records;
  private final RowMaker maker;
  private final RowWriter deadLetters;
  private final CollectionAccumulator<SourceReport> reports;
  private InternalRow next;
  private long read;
  private long handedOn;
  private boolean failed;

  ParsedRows(
      int partition,
      Iterator<ConsumerRecord<byte[], byte[]>> records,
      RowMaker maker,
      RowWriter deadLetters,
      CollectionAccumulator<SourceReport> reports) {
    this.partition = partition;
    this.records = records;
    this.maker = maker;
    this.deadLetters = deadLetters;
    this.reports = reports;
  }

  @Override
  public boolean hasNext() {
    while (next == null && records.hasNext()) {
      read++;
      next = make(records.next());
    }
    return next != null;
  }

  /** A row that the next call changes. */
  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("Partition " + partition + " has no more rows");
    }
    InternalRow row = next;
    next = null;
    handedOn++;
    return row;
  }

  @Override
  public void onTaskFailure(TaskContext task, Throwable error) {
    failed = true;
  }

  @Override
  public void onTaskCompletion(TaskContext task) {
    if (failed) {
      deadLetters.abandon();
      return;
    }
    try {
      readTheRest(task);
      reports.add(
          new SourceReport(
              partition,
              read,
              handedOn,
              maker.dropped(),
              maker.oldest(),
              List.copyOf(deadLetters.close())));
    } catch (IOException | RuntimeException e) {
      deadLetters.abandon();
      // Of what a listener throws, Spark keeps nothing but the message.
      throw new IllegalStateException(
          "Could not read the records that the transform left: " + e, e);
    }
  }

  private void readTheRest(TaskContext task) {
    while (hasNext()) {
      if (task.isInterrupted()) {
        throw new IllegalStateException("the task was killed");
      }
      next();
    }
  }

  private InternalRow make(ConsumerRecord<byte[], byte[]> found) {
    try {
      return maker.make(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
