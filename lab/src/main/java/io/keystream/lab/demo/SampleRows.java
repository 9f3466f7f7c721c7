package io.keystream.lab.demo;

import io.keystream.lab.audit.ParquetRows;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;

/** Rows of the output for people to see, of the columns that tell most. */
final class SampleRows {
  private static final List<String> COLUMNS = List.of("time", "remote_host", "path", "status");
  private static final String TIME = "time";
  private static final String NULL = "-";

  private SampleRows() {}

  /** The names of the columns, then at most {@code most} rows of one file. */
  static List<List<String>> read(FileSystem fs, String folder, int most) throws IOException {
    List<List<String>> table = new ArrayList<>();
    table.add(COLUMNS);
    RemoteIterator<LocatedFileStatus> files = fs.listFiles(new Path(folder), true);
    while (files.hasNext() && table.size() == 1) {
      Path file = files.next().getPath();
      if (file.getName().endsWith(".parquet")) {
        read(fs, file, most, table);
      }
    }
    return table;
  }

  private static void read(FileSystem fs, Path file, int most, List<List<String>> table)
      throws IOException {
    try (ParquetReader<Group> reader = ParquetRows.open(fs, file)) {
      for (Group row = reader.read(); row != null && table.size() <= most; row = reader.read()) {
        Group current = row;
        table.add(COLUMNS.stream().map(column -> cell(current, column)).toList());
      }
    }
  }

  private static String cell(Group row, String column) {
    if (row.getFieldRepetitionCount(column) == 0) {
      return NULL;
    }
    return column.equals(TIME)
        ? Instant.EPOCH.plus(row.getLong(column, 0), ChronoUnit.MICROS).toString()
        : row.getValueToString(row.getType().getFieldIndex(column), 0);
  }
}
