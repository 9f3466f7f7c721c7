package io.keystream.job.output;

import io.keystream.job.sink.SpoolWriter;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** The rows of one task for an output that delivers them: one file, or none without a row. */
final class SpooledRows implements RowWriter {
  private static final String EXTENSION = ".rows";

  private final String output;
  private final StructType columns;
  private final RowCheck check;
  private final Path folder;
  private final String fileName;
  private final Configuration configuration;
  private SpoolWriter writer;

  SpooledRows(
      String output,
      StructType columns,
      RowCheck check,
      Path folder,
      String fileName,
      Configuration configuration) {
    this.output = output;
    this.columns = columns;
    this.check = check;
    this.folder = folder;
    this.fileName = fileName + EXTENSION;
    this.configuration = configuration;
  }

  @Override
  public String check(InternalRow row) {
    return check.problemOf(row);
  }

  @Override
  public void write(InternalRow row) throws IOException {
    if (writer == null) {
      writer = new SpoolWriter(new Path(folder, fileName), columns, configuration);
    }
    writer.write(row);
  }

  @Override
  public List<StagedFile> close() throws IOException {
    if (writer == null) {
      return List.of();
    }
    writer.close();
    return List.of(new StagedFile(output, fileName, writer.rows(), writer.bytes()));
  }

  @Override
  public void abandon() {
    if (writer != null) {
      writer.abandon();
    }
  }
}
