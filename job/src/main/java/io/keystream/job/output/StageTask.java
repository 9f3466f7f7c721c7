package io.keystream.job.output;

import io.keystream.job.record.RecordParser;
import java.io.IOException;
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

  private final RecordParser parser;
  private final FileOutput rows;
  private final FileOutput deadLetters;
  private final String staging;
  private final String fileName;

  /**
   * Stages below a folder.
   *
   * @param fileName start of the file names, the same for all tasks of the batch
   */
  StageTask(
      RecordParser parser,
      FileOutput rows,
      FileOutput deadLetters,
      String staging,
      String fileName) {
    this.parser = parser;
    this.rows = rows;
    this.deadLetters = deadLetters;
    this.staging = staging;
    this.fileName = fileName;
  }

  @Override
  public Iterator<TaskReport> call(Iterator<ConsumerRecord<byte[], byte[]>> records)
      throws IOException {
    StagingFiles rowFiles = staging(rows);
    StagingFiles deadLetterFiles = staging(deadLetters);
    try {
      long read = stage(records, rowFiles, deadLetterFiles);
      List<StagedFile> files = new ArrayList<>(rowFiles.close());
      files.addAll(deadLetterFiles.close());
      return List.of(new TaskReport(read, List.copyOf(files))).iterator();
    } catch (IOException | RuntimeException e) {
      rowFiles.abandon();
      deadLetterFiles.abandon();
      throw e;
    }
  }

  private StagingFiles staging(FileOutput output) {
    TaskContext task = TaskContext.get();
    String name = fileName + "-" + task.partitionId() + "-" + task.taskAttemptId();
    return new StagingFiles(output, new Path(staging, output.name()), name);
  }

  private long stage(
      Iterator<ConsumerRecord<byte[], byte[]>> records,
      StagingFiles rowFiles,
      StagingFiles deadLetterFiles)
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
        reason = rowFiles.write(row);
      }
      if (reason != null) {
        deadLetterFiles.write(deadLetter(position, reason, found));
      }
    }
    return read;
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
