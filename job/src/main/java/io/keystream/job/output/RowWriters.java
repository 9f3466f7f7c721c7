package io.keystream.job.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes each row to several outputs, or to none of them. */
final class RowWriters implements RowWriter {
  private final List<RowWriter> writers;

  RowWriters(List<RowWriter> writers) {
    this.writers = writers;
  }

  @Override
  public String check(InternalRow row) {
    for (RowWriter writer : writers) {
      String problem = writer.check(row);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  @Override
  public void write(InternalRow row) throws IOException {
    for (RowWriter writer : writers) {
      writer.write(row);
    }
  }

  @Override
  public List<StagedFile> close() throws IOException {
    List<StagedFile> files = new ArrayList<>();
    for (RowWriter writer : writers) {
      files.addAll(writer.close());
    }
    return files;
  }

  @Override
  public void abandon() {
    writers.forEach(RowWriter::abandon);
  }
}
