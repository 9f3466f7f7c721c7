package io.keystream.job.hive;

import io.keystream.job.config.FilesOutputConfig;
import io.keystream.job.config.HiveTableConfig;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.NotAsWanted;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructType;

/** Whether a table of Hive fits the output whose folders are registered in it. Changes nothing. */
public final class HiveChecks {
  private HiveChecks() {}

  /**
   * The check of an output.
   *
   * @param columns all columns of the rows
   */
  public static Optional<Check> of(
      FilesOutputConfig files, StructType columns, Configuration hadoop) {
    return files
        .hive()
        .map(
            hive ->
                Check.error(
                    "hive-table",
                    hive.toString(),
                    "Create the table as keystream hive-ddl prints it, correct output.files.hive, or"
                        + " let the principal reach the metastore",
                    () -> find(hive, files, HiveLayout.of(columns, files), hadoop)));
  }

  private static String find(
      HiveTableConfig hive, FilesOutputConfig files, HiveLayout layout, Configuration hadoop)
      throws NotAsWanted, IOException {
    Path folder = new Path(files.path());
    Path location = folder.getFileSystem(hadoop).makeQualified(folder);
    TableComparison wanted = new TableComparison(layout, location.toString());
    Metastore metastore = new Metastore(hive, hadoop);
    try {
      List<String> differences =
          metastore.ask(client -> wanted.differences(metastore.table(client)));
      if (!differences.isEmpty()) {
        throw new NotAsWanted(String.join("; ", differences));
      }
    } catch (MetastoreException e) {
      throw new NotAsWanted(e.getMessage());
    }
    return layout.inFiles().size()
        + " columns, partitioned by "
        + String.join(", ", layout.inFolders().fieldNames());
  }
}
