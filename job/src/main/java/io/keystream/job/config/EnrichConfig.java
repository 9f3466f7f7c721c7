package io.keystream.job.config;

import io.keystream.job.sql.RowProjection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * Reference data that rows are joined with: each row with the one row of the reference that has its
 * key. Exactly one of files and jdbc is present.
 *
 * @param files where the data is, if it is in files
 * @param jdbc where the data is, if it is in a database
 * @param schema columns of the reference as Spark DDL
 * @param keys expressions over a row, each with the name of the reference's column it must equal
 * @param columns what is added to a row: columns of the reference and expressions over them
 * @param onMiss what becomes of a row whose key the reference does not have
 * @param latestBy column that decides between rows of one key; none: there must not be any
 * @param refresh time between two looks for newer data
 * @param minRows fewest rows with a key; less is a failed refresh
 * @param maxRows most rows with a key; more is a failed refresh
 * @param maxMib most memory for the rows, in MiB; more is a failed refresh
 */
public record EnrichConfig(
    @Key(doc = "Files on the cluster's file system. One of `files` and `jdbc` is required.")
        Optional<ReferenceFilesConfig> files,
    @Key(doc = "A database.") Optional<ReferenceJdbcConfig> jdbc,
    @Key(
            doc =
                "Columns of the reference as Spark DDL, such as `\"id INT, name STRING\"`, of the types"
                    + " that `parse.schema` can have. Files of CSV have them in this order; the others"
                    + " may have more.")
        String schema,
    @Key(
            doc =
                "What a row is joined by: for each key column of the reference, a column of the row of"
                    + " this name, or an expression named so, such as `lower(user) AS id`. The types are"
                    + " equal; DOUBLE and FLOAT cannot be keys.")
        List<String> keys,
    @Key(
            doc =
                "What is added to the row: columns of the reference and expressions over them, such as"
                    + " `name AS customer_name`. Left out: all columns but the keys.")
        Optional<List<String>> columns,
    @Key(
            doc =
                "What becomes of a row whose key the reference does not have, or is null. `nulls`: the"
                    + " added columns are null. `dead-letter`: the record is a dead letter that names the"
                    + " reference. `drop`: it is left out, and counted as filtered.",
            defaultValue = "nulls")
        MissPolicy onMiss,
    @Key(
            doc =
                "Column of the reference. Of rows with equal keys, that with its greatest value counts."
                    + " Left out: equal keys are a failed refresh.",
            text = TextKind.COLUMN)
        Optional<String> latestBy,
    @Key(
            doc =
                "How often newer data is looked for. Files that have not changed are not read again.",
            defaultValue = "10m",
            min = "1s",
            max = "168h")
        Duration refresh,
    @Key(
            doc = "Fewer rows with a key are a failed refresh.",
            defaultValue = "1",
            min = "0",
            max = "100000000")
        int minRows,
    @Key(
            doc = "More rows with a key are a failed refresh.",
            defaultValue = "1000000",
            min = "1",
            max = "100000000")
        int maxRows,
    @Key(
            doc =
                "More memory for the rows, in MiB, is a failed refresh. The driver and every executor"
                    + " hold them, and twice while a newer version is taken over.",
            defaultValue = "256",
            min = "1",
            max = "16384")
        int maxMib) {

  /** The kinds of references: each a section of its own. */
  static final List<String> KINDS = List.of("files", "jdbc");

  /** Where the data is, for people. */
  public String place() {
    return files.map(ReferenceFilesConfig::path).orElseGet(() -> jdbc.orElseThrow().place());
  }

  /** The columns of the reference. */
  public StructType referenceColumns() {
    return StructType.fromDDL(schema);
  }

  /** The key of a row, its columns called as those of the reference. */
  public RowProjection keysOf(StructType row) {
    return ReferenceColumns.keys(keys, row);
  }

  /** What is added to a row, made of a row of the reference. */
  public RowProjection added(StructType row) {
    return ReferenceColumns.added(
        columns.orElse(List.of()), referenceColumns(), keysOf(row).columns());
  }
}
