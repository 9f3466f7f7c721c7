package io.keystream.job.output;

import java.util.Iterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Makes the valid rows of a partition of the source, and stages its dead letters on the way.
 *
 * <p>Spark may compute a partition more than once: to try again, or because the transform reads the
 * view twice. Each time that succeeds adds a report; any one of them is right.
 */
final class ParseTask
    implements Function2<Integer, Iterator<ConsumerRecord<byte[], byte[]>>, Iterator<InternalRow>> {
  private static final long serialVersionUID = 1L;

  private final RowSteps steps;
  private final Staging deadLetterFiles;
  private final CollectionAccumulator<SourceReport> reports;

  ParseTask(RowSteps steps, Staging deadLetterFiles, CollectionAccumulator<SourceReport> reports) {
    this.steps = steps;
    this.deadLetterFiles = deadLetterFiles;
    this.reports = reports;
  }

  @Override
  public Iterator<InternalRow> call(
      Integer partition, Iterator<ConsumerRecord<byte[], byte[]>> records) {
    RowWriter deadLetters = deadLetterFiles.open(partition);
    RowMaker maker = new RowMaker(steps, deadLetters);
    ParsedRows rows = new ParsedRows(partition, records, maker, deadLetters, reports);
    TaskContext task = TaskContext.get();
    task.addTaskFailureListener(rows);
    task.addTaskCompletionListener(rows);
    return rows;
  }
}
