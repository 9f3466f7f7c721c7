package io.keystream.job.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.job.config.FilesOutputConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Decides for each row in which folder its file is, and which of its columns stand in the file.
 * Each task uses its own copy.
 */
final class RowLayout implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What the NameNode takes by default (dfs.namenode.fs-limits.max-component-length). */
  private static final int MAX_NAME_BYTES = 255;

  private final int columns;
  private final StructType fileColumns;
  private final SelectedColumns selected;
  private final PartitionColumn[] partitions;
  private final String[] names;
  private String folder = "";
  private String problem;

  private RowLayout(StructType row, StructType fileColumns, List<PartitionColumn> partitions) {
    this.columns = row.size();
    this.fileColumns = fileColumns;
    this.selected =
        new SelectedColumns(
            Arrays.stream(fileColumns.fieldNames()).mapToInt(row::fieldIndex).toArray());
    this.partitions = partitions.toArray(new PartitionColumn[0]);
    this.names = new String[this.partitions.length];
  }

  /** All columns in files of one folder. */
  static RowLayout flat(StructType row) {
    return new RowLayout(row, row, List.of());
  }

  /** The folders and columns that a configuration asks for. */
  static RowLayout of(StructType row, FilesOutputConfig files) {
    List<PartitionColumn> partitions = new ArrayList<>();
    files.partitionByDateOf().ifPresent(name -> partitions.add(PartitionColumn.dateOf(row, name)));
    files
        .partitionBy()
        .ifPresent(all -> all.forEach(name -> partitions.add(PartitionColumn.of(row, name))));
    return new RowLayout(row, files.fileColumns(row), partitions);
  }

  /** The columns that stand in a file. */
  StructType fileColumns() {
    return fileColumns;
  }

  /**
   * Finds the folder of a row.
   *
   * @return null if {@link #folder} is the row's, else why no folder can have its name
   */
  String locate(InternalRow row) {
    boolean moved = false;
    for (int i = 0; i < partitions.length; i++) {
      String name = partitions[i].folder(row);
      if (!name.equals(names[i])) {
        names[i] = name;
        moved = true;
      }
    }
    if (moved) {
      folder = String.join("/", names);
      problem = tooLong();
    }
    return problem;
  }

  /** Folder of the row last located, below the output, such as {@code date=2026-01-31}. */
  String folder() {
    return folder;
  }

  /** What of a row stands in its file; the same object again with the next row. */
  InternalRow fileRow(InternalRow full) {
    return selected.numFields() == columns ? full : selected.of(full);
  }

  private String tooLong() {
    for (String name : names) {
      int bytes = name.getBytes(UTF_8).length;
      if (bytes > MAX_NAME_BYTES) {
        return "value of partition column "
            + name.substring(0, name.indexOf('='))
            + " makes a folder name of "
            + bytes
            + " bytes, at most "
            + MAX_NAME_BYTES
            + " are possible";
      }
    }
    return null;
  }
}
