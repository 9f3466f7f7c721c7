package io.keystream.job.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;

/**
 * The files that one task stages for one output: one file a partition folder, at most {@value
 * #OPEN_FILES} open at a time.
 */
final class StagingFiles {
  private static final int OPEN_FILES = 16;

  private final String output;
  private final ParquetFormat format;
  private final Path folder;
  private final String fileName;
  private final Map<String, OpenFile> open = new LinkedHashMap<>(16, 0.75f, true);
  private final List<StagedFile> closed = new ArrayList<>();
  private int files;

  /**
   * Stages below a folder.
   *
   * @param fileName start of the names of the files, unique to this attempt of the task
   */
  StagingFiles(String output, ParquetFormat format, Path folder, String fileName) {
    this.output = output;
    this.format = format;
    this.folder = folder;
    this.fileName = fileName;
  }

  /**
   * Writes a row.
   *
   * @param partition folder of the row below the output, such as {@code date=2026-01-31}, or empty
   */
  void write(String partition, InternalRow row) throws IOException {
    OpenFile file = open.get(partition);
    if (file == null) {
      file = openFile(partition);
    }
    file.writer.write(row);
    file.rows++;
  }

  /** Closes all files and tells what was written. */
  List<StagedFile> close() throws IOException {
    for (OpenFile file : open.values()) {
      closed.add(file.close());
    }
    open.clear();
    return closed;
  }

  /** Closes all files after a failure; what they hold is never published. */
  void abandon() {
    for (OpenFile file : open.values()) {
      try {
        file.writer.close();
      } catch (RuntimeException e) {
        // The failure that led here is the one to report.
      }
    }
    open.clear();
  }

  private OpenFile openFile(String partition) throws IOException {
    if (open.size() == OPEN_FILES) {
      var leastRecentlyUsed = open.entrySet().iterator();
      closed.add(leastRecentlyUsed.next().getValue().close());
      leastRecentlyUsed.remove();
    }
    String name = fileName + "-" + files++ + format.extension();
    OpenFile file = new OpenFile(partition.isEmpty() ? name : partition + "/" + name);
    open.put(partition, file);
    return file;
  }

  private final class OpenFile {
    private final String name;
    private final Path path;
    private final OutputWriter writer;
    private long rows;

    OpenFile(String name) {
      this.name = name;
      this.path = new Path(folder, name);
      this.writer = format.open(path);
    }

    StagedFile close() throws IOException {
      writer.close();
      long bytes = path.getFileSystem(format.configuration()).getFileStatus(path).getLen();
      return new StagedFile(output, name, rows, bytes);
    }
  }
}
