package io.keystream.job.enrich;

import io.keystream.job.config.ReferenceFilesConfig;
import io.keystream.job.config.ReferenceFormat;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Reference data in files. */
final class ReferenceFiles implements ReferenceData {
  private final ReferenceFilesConfig files;
  private final StructType schema;
  private final Configuration configuration;

  ReferenceFiles(ReferenceFilesConfig files, StructType schema, Configuration configuration) {
    this.files = files;
    this.schema = schema;
    this.configuration = configuration;
  }

  /** Name, length and time of every file. */
  @Override
  public Optional<String> version() throws IOException, ReferenceException {
    return Optional.of(
        list().stream()
            .map(file -> file.getPath() + " " + file.getLen() + " " + file.getModificationTime())
            .sorted()
            .collect(Collectors.joining("\n")));
  }

  /**
   * All files, at least one.
   *
   * @throws ReferenceException if there is none
   */
  List<FileStatus> list() throws IOException, ReferenceException {
    Path path = new Path(files.path());
    FileSystem fileSystem = path.getFileSystem(configuration);
    List<FileStatus> found = new ArrayList<>();
    try {
      list(fileSystem, fileSystem.getFileStatus(path), found);
    } catch (FileNotFoundException e) {
      throw new ReferenceException("there is no such file or folder", e);
    }
    if (found.isEmpty()) {
      throw new ReferenceException("the folder holds no file");
    }
    return found;
  }

  @Override
  public Dataset<Row> read(SparkSession session) throws ReferenceException {
    return switch (files.format()) {
      case CSV ->
          session
              .read()
              .schema(schema.asNullable())
              .option("mode", "FAILFAST")
              .option("header", files.header())
              .option("enforceSchema", !files.header())
              .option("sep", files.delimiter())
              .option("escape", "\"")
              .csv(files.path());
      case JSON ->
          session.read().schema(schema.asNullable()).option("mode", "FAILFAST").json(files.path());
      case PARQUET -> checked(session.read().parquet(files.path()));
    };
  }

  /** Given a schema, Spark would read a column that the files do not have as null. */
  private Dataset<Row> checked(Dataset<Row> rows) throws ReferenceException {
    for (StructField wanted : schema.fields()) {
      boolean there =
          List.of(rows.schema().fields()).stream()
              .anyMatch(
                  found ->
                      found.name().equalsIgnoreCase(wanted.name())
                          && found.dataType().equals(wanted.dataType()));
      if (!there) {
        throw new ReferenceException(
            "no column "
                + wanted.name()
                + " "
                + wanted.dataType().sql()
                + " in the "
                + ReferenceFormat.PARQUET
                + " files, which have "
                + rows.schema().toDDL());
      }
    }
    return rows;
  }

  /** What Spark takes for hidden is not read. */
  private static void list(FileSystem fileSystem, FileStatus status, List<FileStatus> found)
      throws IOException {
    if (status.isFile()) {
      found.add(status);
      return;
    }
    for (FileStatus child : fileSystem.listStatus(status.getPath())) {
      String name = child.getPath().getName();
      boolean hidden = name.startsWith(".") || (name.startsWith("_") && !name.contains("="));
      if (!hidden) {
        list(fileSystem, child, found);
      }
    }
  }
}
