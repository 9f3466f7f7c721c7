package io.keystream.bench;

import io.keystream.bench.drain.LogLine;
import io.keystream.lab.LabException;
import io.keystream.lab.audit.ParquetRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;

/** The Parquet files that a contender has committed. */
final class WrittenRows {
  private final List<org.apache.hadoop.fs.Path> files;
  private final FileSystem fileSystem;

  private WrittenRows(List<org.apache.hadoop.fs.Path> files, FileSystem fileSystem) {
    this.files = files;
    this.fileSystem = fileSystem;
  }

  /** Finds them below a folder; what readers of such folders leave out is left out. */
  static WrittenRows in(Path folder) throws IOException {
    try (Stream<Path> all = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
      List<org.apache.hadoop.fs.Path> files =
          all.filter(Files::isRegularFile)
              .filter(file -> isVisible(folder.relativize(file)))
              .map(file -> new org.apache.hadoop.fs.Path(file.toUri()))
              .toList();
      return new WrittenRows(files, FileSystem.getLocal(new Configuration()));
    }
  }

  private static boolean isVisible(Path relative) {
    for (Path name : relative) {
      if (name.toString().startsWith(".") || name.toString().startsWith("_")) {
        return false;
      }
    }
    return true;
  }

  int files() {
    return files.size();
  }

  /** Length of all files together. */
  long bytes() throws IOException {
    long bytes = 0;
    for (org.apache.hadoop.fs.Path file : files) {
      bytes += fileSystem.getFileStatus(file).getLen();
    }
    return bytes;
  }

  /** Number of rows, by the files' footers. Throws if a file has other columns than it should. */
  long count() throws IOException {
    long rows = 0;
    for (org.apache.hadoop.fs.Path file : files) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(HadoopInputFile.fromPath(file, fileSystem.getConf()))) {
        List<String> columns =
            reader.getFileMetaData().getSchema().getFields().stream().map(Type::getName).toList();
        if (!columns.equals(LogLine.COLUMNS)) {
          throw new LabException(
              "%s has the columns %s, wanted %s".formatted(file, columns, LogLine.COLUMNS));
        }
        rows += reader.getRecordCount();
      }
    }
    return rows;
  }

  /** A sum over all values of all rows; the same for the same rows in whatever order and files. */
  long digest() throws IOException {
    long sum = 0;
    for (org.apache.hadoop.fs.Path file : files) {
      try (ParquetReader<Group> reader = ParquetRows.open(fileSystem, file)) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          sum += digest(row);
        }
      }
    }
    return sum;
  }

  private static long digest(Group row) {
    long digest = 0;
    for (int column = 0; column < LogLine.COLUMNS.size(); column++) {
      boolean isNull = row.getFieldRepetitionCount(column) == 0;
      int value = isNull ? 0 : row.getValueToString(column, 0).hashCode();
      // An odd factor mixes columns, and a shift the bits of each.
      digest = (digest ^ value) * 0x9E3779B97F4A7C15L;
      digest ^= digest >>> 29;
    }
    return digest;
  }
}
