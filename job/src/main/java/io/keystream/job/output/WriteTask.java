package io.keystream.job.output;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;

/** Stages a partition of the transform's result; its own result are the files. */
final class WriteTask implements FlatMapFunction<Iterator<InternalRow>, StagedFile> {
  private static final long serialVersionUID = 1L;

  private final Staging rowFiles;

  WriteTask(Staging rowFiles) {
    this.rowFiles = rowFiles;
  }

  @Override
  public Iterator<StagedFile> call(Iterator<InternalRow> rows) throws IOException {
    StagingFiles files = rowFiles.open(TaskContext.get().partitionId());
    try {
      while (rows.hasNext()) {
        String problem = files.write(rows.next());
        if (problem != null) {
          throw new IllegalStateException(
              "A row of the transform's result cannot be written: "
                  + problem
                  + "; shorten the value in transform.sql");
        }
      }
      return List.copyOf(files.close()).iterator();
    } catch (IOException | RuntimeException e) {
      files.abandon();
      throw e;
    }
  }
}
