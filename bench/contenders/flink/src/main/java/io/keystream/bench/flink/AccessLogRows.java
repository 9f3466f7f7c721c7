package io.keystream.bench.flink;

import io.keystream.bench.drain.LogLine;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;

/** Rows of the output, in the form that Flink's own Parquet writer takes. */
final class AccessLogRows {
  /** Number of columns before those of the line. */
  static final int POSITION = 4;

  /** Names and types of the columns. */
  static final RowType TYPE = rowType();

  private AccessLogRows() {}

  /** A row with the position filled in, and the columns of the line still empty. */
  static GenericRowData at(KafkaLine line) {
    GenericRowData row = new GenericRowData(LogLine.COLUMNS.size());
    row.setField(0, StringData.fromString(line.topic));
    row.setField(1, line.partition);
    row.setField(2, line.offset);
    row.setField(3, TimestampData.fromEpochMillis(line.timestamp));
    return row;
  }

  private static RowType rowType() {
    LogicalType[] types =
        LogLine.COLUMNS.stream().map(AccessLogRows::type).toArray(LogicalType[]::new);
    return RowType.of(types, LogLine.COLUMNS.toArray(String[]::new));
  }

  private static LogicalType type(String column) {
    return switch (column) {
      case "kafka_partition", "status" -> new IntType();
      case "kafka_offset", "bytes" -> new BigIntType();
      case "kafka_timestamp", "time" -> new TimestampType(6);
      default -> new VarCharType(VarCharType.MAX_LENGTH);
    };
  }
}
