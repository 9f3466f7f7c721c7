package io.keystream.job.enrich;

import io.keystream.job.config.EnrichConfig;
import io.keystream.job.sql.RowProjection;
import io.keystream.security.RootCause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.JavaConverters;

/** Loads the rows of one reference, checked against what the configuration says of them. */
final class ReferenceLoader {
  private static final int EXAMPLES = 3;
  private static final String RANK = "keystream_rank";

  private final EnrichConfig config;
  private final StructType schema;
  private final StructType keys;
  private final int[] keyOrdinals;
  private final RowProjection added;
  private final ReferenceData data;

  /**
   * Prepares to load.
   *
   * @param row columns of the rows that are joined with the reference
   */
  ReferenceLoader(EnrichConfig config, StructType row, Configuration configuration) {
    this.config = config;
    this.schema = config.referenceColumns();
    this.keys = config.keysOf(row).columns();
    this.keyOrdinals = Arrays.stream(keys.fieldNames()).mapToInt(this::ordinal).toArray();
    this.added = config.added(row);
    this.data =
        config
            .files()
            .<ReferenceData>map(files -> new ReferenceFiles(files, schema, configuration))
            .orElseGet(
                () -> new ReferenceTable(config.jdbc().orElseThrow(), schema, configuration));
  }

  /** What is loaded, for people. */
  String place() {
    return config.place();
  }

  /** A text that is another one whenever the data has changed; nothing if that cannot be told. */
  Optional<String> version() throws ReferenceException {
    try {
      return data.version();
    } catch (IOException | RuntimeException e) {
      throw new ReferenceException(reasonOf(e), e);
    }
  }

  /**
   * Loads everything.
   *
   * @throws ReferenceException if there is no data, it does not fit the schema, a key is there
   *     twice, there are too many rows or too few, or it changes meanwhile
   */
  LookupTable load(SparkSession session) throws ReferenceException {
    try {
      Optional<String> before = data.version();
      QueryExecution query = rows(data.read(session)).queryExecution();
      LookupTable table =
          build(
              SQLExecution.withNewExecutionId(
                  query, Option.empty(), () -> query.executedPlan().executeCollectIterator()._2()));
      if (!data.version().equals(before)) {
        throw new ReferenceException("the files changed while they were read");
      }
      return table;
    } catch (ReferenceException e) {
      throw e;
    } catch (Exception e) { // Scala does not declare Spark's checked exceptions.
      throw new ReferenceException(reasonOf(e), e);
    }
  }

  static long mebibytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }

  private Dataset<Row> rows(Dataset<Row> found) {
    Column[] columns =
        Arrays.stream(schema.fieldNames()).map(ReferenceLoader::column).toArray(Column[]::new);
    Dataset<Row> rows = found.select(columns);
    Column[] keyColumns =
        Arrays.stream(keys.fieldNames()).map(ReferenceLoader::column).toArray(Column[]::new);
    for (Column key : keyColumns) {
      rows = rows.filter(key.isNotNull());
    }
    if (config.latestBy().isPresent()) {
      Column latest = column(config.latestBy().get()).desc_nulls_last();
      Column rank = functions.rank().over(Window.partitionBy(keyColumns).orderBy(latest));
      rows = rows.withColumn(RANK, rank).filter(functions.col(RANK).equalTo(1)).select(columns);
    }
    return rows.limit(config.maxRows() + 1);
  }

  private LookupTable build(Iterator<InternalRow> rows) throws ReferenceException {
    LookupTable.Builder table = new LookupTable.Builder();
    UnsafeProjection key = projection(keyReferences());
    UnsafeProjection value = projection(added.expressions());
    List<String> twice = new ArrayList<>();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      checkNulls(row);
      if (!table.add(key.apply(row), value.apply(row)) && twice.size() < EXAMPLES) {
        twice.add(KeyText.of(key.apply(row), keys));
      }
      checkBounds(table);
    }
    if (!twice.isEmpty()) {
      throw new ReferenceException(
          "several rows of one key, such as "
              + String.join("; ", twice)
              + (config.latestBy().isPresent()
                  ? ", of equal " + config.latestBy().get()
                  : "; wanted one, or latest-by to choose"));
    }
    if (table.rows() < config.minRows()) {
      throw new ReferenceException(
          table.rows() + " rows with a key, fewer than min-rows, " + config.minRows());
    }
    return table.build();
  }

  private void checkBounds(LookupTable.Builder table) throws ReferenceException {
    if (table.rows() > config.maxRows()) {
      throw new ReferenceException("more rows than max-rows, " + config.maxRows());
    }
    if (mebibytes(table.bytes()) > config.maxMib()) {
      throw new ReferenceException(
          "more memory than max-mib, " + config.maxMib() + " MiB, after " + table.rows() + " rows");
    }
  }

  private void checkNulls(InternalRow row) throws ReferenceException {
    for (int i = 0; i < schema.size(); i++) {
      if (!schema.apply(i).nullable() && row.isNullAt(i)) {
        throw new ReferenceException(
            "null in column " + schema.apply(i).name() + ", which is NOT NULL in schema");
      }
    }
  }

  private List<Expression> keyReferences() {
    List<Expression> references = new ArrayList<>();
    for (int ordinal : keyOrdinals) {
      references.add(new BoundReference(ordinal, schema.apply(ordinal).dataType(), false));
    }
    return references;
  }

  private static UnsafeProjection projection(List<Expression> expressions) {
    return UnsafeProjection.create(JavaConverters.asScalaBuffer(expressions).toList());
  }

  private int ordinal(String name) {
    for (int i = 0; i < schema.size(); i++) {
      if (schema.apply(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("No column " + name + " in " + schema.toDDL());
  }

  private static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  /** What Spark found first says most; it wraps that several times. */
  private static String reasonOf(Throwable failure) {
    Throwable innermost = RootCause.of(failure);
    String message = String.valueOf(innermost.getMessage());
    return innermost.getClass().getSimpleName()
        + ": "
        + message.lines().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
  }
}
