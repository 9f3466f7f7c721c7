package io.keystream.bench.structured;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.keystream.bench.drain.Drain;
import io.keystream.job.config.RowTypes;
import io.keystream.job.record.AccessLogParser;
import io.keystream.job.record.RecordParser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** Structured Streaming with this project's parser as a user-defined function. */
public final class OurParser {
  private OurParser() {}

  public static void main(String[] arguments) {
    Drain.main(arguments, drain -> StructuredQuery.run(drain, OurParser::parse));
  }

  private static Dataset<Row> parse(Dataset<Row> records) {
    // Without this Spark would call it once for each column.
    UserDefinedFunction parser = udf(new ParseLine(), RowTypes.ACCESS_LOG).asNondeterministic();
    return records
        .withColumn("parsed", parser.apply(col("value")))
        .where(col("parsed").isNotNull())
        .select("kafka_topic", "kafka_partition", "kafka_offset", "kafka_timestamp", "parsed.*");
  }

  private static final class ParseLine implements UDF1<byte[], Row> {
    private static final long serialVersionUID = 1L;
    private static final StructField[] FIELDS = RowTypes.ACCESS_LOG.fields();

    /** A parser is confined to one thread, and tasks of one process share this function. */
    private static final ThreadLocal<RecordParser> PARSER =
        ThreadLocal.withInitial(AccessLogParser::new);

    private static final ThreadLocal<InternalRow> PARSED =
        ThreadLocal.withInitial(() -> PARSER.get().newRow());

    @Override
    public Row call(byte[] value) {
      InternalRow parsed = PARSED.get();
      if (PARSER.get().parse(value, parsed) != null) {
        return null;
      }
      Object[] columns = new Object[FIELDS.length];
      for (int i = 0; i < FIELDS.length; i++) {
        columns[i] = parsed.isNullAt(i) ? null : column(parsed, i);
      }
      return RowFactory.create(columns);
    }

    private static Object column(InternalRow row, int i) {
      if (FIELDS[i].dataType().equals(DataTypes.StringType)) {
        return row.getUTF8String(i).toString();
      }
      if (FIELDS[i].dataType().equals(DataTypes.TimestampType)) {
        return Instant.EPOCH.plus(row.getLong(i), ChronoUnit.MICROS);
      }
      return FIELDS[i].dataType().equals(DataTypes.IntegerType)
          ? (Object) row.getInt(i)
          : (Object) row.getLong(i);
    }
  }
}
