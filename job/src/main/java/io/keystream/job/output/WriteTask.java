package io.keystream.job.output;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;

/** Stages a partition of the transform's result; its own result is the report. */
final class WriteTask implements FlatMapFunction<Iterator<InternalRow>, WriteReport> {
  private static final long serialVersionUID = 1L;

  private final Staging rowFiles;

  WriteTask(Staging rowFiles) {
    this.rowFiles = rowFiles;
  }

  @Override
  public Iterator<WriteReport> call(Iterator<InternalRow> rows) throws IOException {
    RowWriter files = rowFiles.open(TaskContext.get().partitionId());
    try {
      long written = 0;
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        String problem = files.check(row);
        if (problem != null) {
          throw new IllegalStateException(
              "A row of the transform's result cannot be written: "
                  + problem
                  + "; shorten the value in transform.sql");
        }
        files.write(row);
        written++;
      }
      return List.of(new WriteReport(written, List.copyOf(files.close()))).iterator();
    } catch (IOException | RuntimeException e) {
      files.abandon();
      throw e;
    }
  }
}
