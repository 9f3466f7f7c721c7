package io.keystream.job.output;

import io.keystream.job.record.RecordParser;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads a range of offsets, parses it, and stages rows and dead letters, all in one pass. Reports
 * what it wrote as its only result, so that a task that ran twice counts once.
 */
final class StageTask
    implements FlatMapFunction<Iterator<ConsumerRecord<byte[], byte[]>>, TaskReport> {
  private static final long serialVersionUID = 1L;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final String NO_DATE = "__HIVE_DEFAULT_PARTITION__";

  private final RecordParser parser;
  private final ParquetFormat rowFormat;
  private final ParquetFormat deadLetterFormat;
  private final int dateColumn;
  private final String staging;
  private final String fileName;

  /**
   * Stages below a folder.
   *
   * @param dateColumn which parsed column says the day a row is put under, or -1
   * @param fileName start of the file names, the same for all tasks of the batch
   */
  StageTask(
      RecordParser parser,
      ParquetFormat rowFormat,
      ParquetFormat deadLetterFormat,
      int dateColumn,
      String staging,
      String fileName) {
    this.parser = parser;
    this.rowFormat = rowFormat;
    this.deadLetterFormat = deadLetterFormat;
    this.dateColumn = dateColumn;
    this.staging = staging;
    this.fileName = fileName;
  }

  @Override
  public Iterator<TaskReport> call(Iterator<ConsumerRecord<byte[], byte[]>> records)
      throws IOException {
    StagingFiles rows = staging(Outputs.FILES, rowFormat);
    StagingFiles deadLetters = staging(Outputs.DEAD_LETTERS, deadLetterFormat);
    try {
      long read = stage(records, rows, deadLetters);
      List<StagedFile> files = new ArrayList<>(rows.close());
      files.addAll(deadLetters.close());
      return List.of(new TaskReport(read, List.copyOf(files))).iterator();
    } catch (IOException | RuntimeException e) {
      rows.abandon();
      deadLetters.abandon();
      throw e;
    }
  }

  private StagingFiles staging(String output, ParquetFormat format) {
    TaskContext task = TaskContext.get();
    String name = fileName + "-" + task.partitionId() + "-" + task.taskAttemptId();
    return new StagingFiles(output, format, new Path(staging, output), name);
  }

  private long stage(
      Iterator<ConsumerRecord<byte[], byte[]>> records, StagingFiles rows, StagingFiles deadLetters)
      throws IOException {
    InternalRow parsed = parser.newRow();
    GenericInternalRow position = new GenericInternalRow(RowColumns.POSITION.length());
    JoinedRow row = new JoinedRow(position, parsed);
    long read = 0;
    while (records.hasNext()) {
      ConsumerRecord<byte[], byte[]> found = records.next();
      read++;
      fill(position, found);
      String reason = parser.parse(found.value(), parsed);
      if (reason == null) {
        rows.write(partition(parsed), row);
      } else {
        deadLetters.write("", deadLetter(position, reason, found));
      }
    }
    return read;
  }

  private String partition(InternalRow parsed) {
    if (dateColumn < 0) {
      return "";
    }
    String date =
        parsed.isNullAt(dateColumn)
            ? NO_DATE
            : LocalDate.ofEpochDay(Math.floorDiv(parsed.getLong(dateColumn), MICROS_PER_DAY))
                .toString();
    return "date=" + date;
  }

  private static void fill(GenericInternalRow position, ConsumerRecord<?, ?> found) {
    position.update(0, UTF8String.fromString(found.topic()));
    position.update(1, found.partition());
    position.update(2, found.offset());
    position.update(3, found.timestamp() * 1_000);
  }

  private static InternalRow deadLetter(
      InternalRow position, String reason, ConsumerRecord<byte[], byte[]> found) {
    Object[] letter = {UTF8String.fromString(reason), found.key(), found.value()};
    return new JoinedRow(position, new GenericInternalRow(letter));
  }
}
