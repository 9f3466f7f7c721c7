package io.keystream.job.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * The files written.
 *
 * @param path folder of the files
 * @param format format of the files
 * @param compression one of the format's {@link OutputFormat#compressions()}
 * @param partitionByDateOf timestamp column by whose UTC day rows are put into folders {@code
 *     date=YYYY-MM-DD}
 * @param partitionBy columns whose values name the folders, below that of the date
 * @param maxRowsPerFile after how many rows a task begins a new file
 * @param header whether each {@link OutputFormat#CSV} file begins with the names of the columns
 * @param hive the table that the folders are partitions of
 */
public record FilesOutputConfig(
    @Key(doc = "Folder of the published files.", text = TextKind.FOLDER) String path,
    @Key(
            doc =
                "Format of the files. [Which columns each can hold](output-files.md), and how they"
                    + " are written.",
            defaultValue = "parquet")
        OutputFormat format,
    @Key(
            doc =
                "How the files are compressed, whatever the cluster's default is. `parquet`: snappy,"
                    + " zstd, gzip, lz4, none. `orc`: snappy, zstd, zlib, lz4, none. `avro`: snappy,"
                    + " zstd, deflate, bzip2, none. `json`, `csv`, `text`: none, gzip, bzip2.",
            defaultRule = DefaultRule.CompressionOfFormat.class)
        Compression compression,
    @Key(
            doc =
                "A TIMESTAMP column. Rows go to folders `date=YYYY-MM-DD` by its day in UTC. Left"
                    + " out: one folder for all.",
            text = TextKind.COLUMN)
        Optional<String> partitionByDateOf,
    @Key(
            doc =
                "Columns of type STRING, INT, BIGINT, DATE or BOOLEAN. Rows go to folders"
                    + " `column=value`, in this order and below the folder of the date; the columns"
                    + " are then not in the files.",
            text = TextKind.COLUMN)
        Optional<List<String>> partitionBy,
    @Key(
            doc =
                "After this many rows a task begins a new file. Left out: one file for each task and"
                    + " folder.",
            min = "1",
            max = "2000000000")
        Optional<Integer> maxRowsPerFile,
    @Key(
            doc =
                "Whether each file begins with a line of the columns' names. Only with"
                    + " `format: csv`.",
            defaultValue = "false")
        boolean header,
    @Key(
            doc =
                "A table of Hive in whose metastore the folders are registered as partitions. Only with"
                    + " `partition-by-date-of` or `partition-by`.")
        Optional<HiveTableConfig> hive) {

  /** Name of the partition folders' column when rows are put into folders by date. */
  public static final String DATE_COLUMN = "date";

  /** Those columns of a row that stand in its file. */
  public StructType fileColumns(StructType row) {
    return FileColumns.of(row, format, partitionByDateOf, partitionBy.orElse(List.of()));
  }

  /** Names of the columns that the names of the folders hold, in their order. */
  public List<String> folderNames() {
    List<String> names = new ArrayList<>();
    partitionByDateOf.ifPresent(column -> names.add(DATE_COLUMN));
    partitionBy.ifPresent(names::addAll);
    return names;
  }

  /** Those columns that the names of the folders hold. */
  public StructType folderColumns(StructType row) {
    return FileColumns.inFolders(row, partitionByDateOf, partitionBy.orElse(List.of()));
  }
}
