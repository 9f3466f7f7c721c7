package io.keystream.bench.flink;

import io.keystream.bench.drain.Drain;
import io.keystream.job.config.RowTypes;
import io.keystream.job.record.AccessLogParser;
import io.keystream.job.record.RecordParser;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.util.Collector;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Flink with this project's parser in the map function; texts stay views of the value's bytes. */
public final class OurParser extends RichFlatMapFunction<KafkaLine, RowData> {
  private static final long serialVersionUID = 1L;
  private static final StructField[] FIELDS = RowTypes.ACCESS_LOG.fields();

  private transient RecordParser parser;
  private transient InternalRow parsed;

  private OurParser() {}

  public static void main(String[] arguments) {
    Drain.main(arguments, drain -> FlinkJob.run(drain, new OurParser()));
  }

  @Override
  public void open(OpenContext context) {
    parser = new AccessLogParser();
    parsed = parser.newRow();
  }

  @Override
  public void flatMap(KafkaLine found, Collector<RowData> out) {
    if (parser.parse(found.value, parsed) != null) {
      return;
    }
    GenericRowData row = AccessLogRows.at(found);
    for (int i = 0; i < FIELDS.length; i++) {
      row.setField(AccessLogRows.POSITION + i, parsed.isNullAt(i) ? null : column(i));
    }
    out.collect(row);
  }

  private Object column(int i) {
    if (FIELDS[i].dataType().equals(DataTypes.StringType)) {
      return view(parsed.getUTF8String(i));
    }
    if (FIELDS[i].dataType().equals(DataTypes.TimestampType)) {
      long micros = parsed.getLong(i);
      int nanos = Math.floorMod(micros, 1_000) * 1_000;
      return TimestampData.fromEpochMillis(Math.floorDiv(micros, 1_000), nanos);
    }
    return FIELDS[i].dataType().equals(DataTypes.IntegerType)
        ? (Object) parsed.getInt(i)
        : (Object) parsed.getLong(i);
  }

  private static StringData view(UTF8String text) {
    int offset = (int) (text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET);
    return StringData.fromBytes((byte[]) text.getBaseObject(), offset, text.numBytes());
  }
}
