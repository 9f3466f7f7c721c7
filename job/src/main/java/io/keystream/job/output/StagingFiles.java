package io.keystream.job.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;

/**
 * The files that one task stages for one output: one file a partition folder, or more if rows per
 * file are limited. At most {@value #OPEN_FILES} are open at a time; rows of further folders wait
 * until these are closed.
 */
final class StagingFiles implements RowWriter {
  private static final int OPEN_FILES = 16;

  private final FileOutput output;
  private final Path folder;
  private final String fileName;
  private final Map<String, OpenFile> open = new HashMap<>();
  private final List<StagedFile> closed = new ArrayList<>();
  private WaitingRows waiting;
  private int files;

  /**
   * Stages below a folder.
   *
   * @param fileName start of the names of the files, unique to this attempt of the task
   */
  StagingFiles(FileOutput output, Path folder, String fileName) {
    this.output = output;
    this.folder = folder;
    this.fileName = fileName;
  }

  @Override
  public String check(InternalRow row) {
    return output.layout().locate(row);
  }

  @Override
  public void write(InternalRow row) throws IOException {
    String partition = output.layout().folder();
    InternalRow fileRow = output.layout().fileRow(row);
    if (open.size() < OPEN_FILES || open.containsKey(partition)) {
      append(partition, fileRow);
    } else {
      if (waiting == null) {
        waiting = new WaitingRows(output.layout().fileColumns());
      }
      waiting.add(partition, fileRow);
    }
  }

  @Override
  public List<StagedFile> close() throws IOException {
    closeOpen();
    if (waiting != null) {
      waiting.drainTo(this::appendAlone);
      closeOpen();
    }
    return closed;
  }

  @Override
  public void abandon() {
    for (OpenFile file : open.values()) {
      try {
        file.writer.close();
      } catch (Exception e) { // Scala does not declare the IOException
        // The failure that led here is the one to report.
      }
    }
    open.clear();
  }

  private void append(String partition, InternalRow fileRow) throws IOException {
    OpenFile file = open.get(partition);
    if (file != null && file.rows == output.maxRowsPerFile()) {
      closed.add(file.close());
      open.remove(partition);
      file = null;
    }
    if (file == null) {
      String name = fileName + "-" + files++ + output.format().extension();
      file = new OpenFile(partition.isEmpty() ? name : partition + "/" + name);
      open.put(partition, file);
    }
    file.writer.write(fileRow);
    file.rows++;
  }

  private void appendAlone(String partition, InternalRow fileRow) throws IOException {
    if (!open.containsKey(partition)) {
      closeOpen();
    }
    append(partition, fileRow);
  }

  private void closeOpen() throws IOException {
    for (OpenFile file : open.values()) {
      closed.add(file.close());
    }
    open.clear();
  }

  private final class OpenFile {
    private final String name;
    private final Path path;
    private final OutputWriter writer;
    private long rows;

    OpenFile(String name) throws IOException {
      this.name = name;
      this.path = new Path(folder, name);
      this.writer = output.format().open(path);
    }

    StagedFile close() throws IOException {
      writer.close();
      long bytes = path.getFileSystem(output.format().configuration()).getFileStatus(path).getLen();
      return new StagedFile(output.name(), name, rows, bytes);
    }
  }
}
