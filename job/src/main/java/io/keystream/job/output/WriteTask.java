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
  private final DateFolder folder;

  WriteTask(Staging rowFiles, DateFolder folder) {
    this.rowFiles = rowFiles;
    this.folder = folder;
  }

  @Override
  public Iterator<StagedFile> call(Iterator<InternalRow> rows) throws IOException {
    StagingFiles files = rowFiles.open(TaskContext.get().partitionId());
    try {
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        files.write(folder.of(row), row);
      }
      return List.copyOf(files.close()).iterator();
    } catch (IOException | RuntimeException e) {
      files.abandon();
      throw e;
    }
  }
}
