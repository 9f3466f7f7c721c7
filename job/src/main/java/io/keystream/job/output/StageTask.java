package io.keystream.job.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Reads a range of offsets, parses it, and stages rows and dead letters, all in one pass. Reports
 * what it wrote as its only result, so that a task that ran twice counts once.
 */
final class StageTask
    implements FlatMapFunction<Iterator<ConsumerRecord<byte[], byte[]>>, TaskReport> {
  private static final long serialVersionUID = 1L;

  private final RowSteps steps;
  private final Staging rowFiles;
  private final Staging deadLetterFiles;

  StageTask(RowSteps steps, Staging rowFiles, Staging deadLetterFiles) {
    this.steps = steps;
    this.rowFiles = rowFiles;
    this.deadLetterFiles = deadLetterFiles;
  }

  @Override
  public Iterator<TaskReport> call(Iterator<ConsumerRecord<byte[], byte[]>> records)
      throws IOException {
    int partition = TaskContext.get().partitionId();
    RowWriter rows = rowFiles.open(partition);
    RowWriter deadLetters = deadLetterFiles.open(partition);
    try {
      RowMaker maker = new RowMaker(steps, deadLetters);
      long read = 0;
      long written = 0;
      while (records.hasNext()) {
        read++;
        written += stage(records.next(), maker, rows) ? 1 : 0;
      }
      List<StagedFile> files = new ArrayList<>(rows.close());
      files.addAll(deadLetters.close());
      return List.of(
              new TaskReport(read, written, maker.dropped(), maker.oldest(), List.copyOf(files)))
          .iterator();
    } catch (IOException | RuntimeException e) {
      rows.abandon();
      deadLetters.abandon();
      throw e;
    }
  }

  /** Whether the record became a row. */
  private static boolean stage(ConsumerRecord<byte[], byte[]> found, RowMaker maker, RowWriter rows)
      throws IOException {
    InternalRow row = maker.make(found);
    if (row == null) {
      return false;
    }
    String reason = rows.check(row);
    if (reason != null) {
      maker.refuse(found, reason);
      return false;
    }
    rows.write(row);
    return true;
  }
}
