package io.keystream.job.record;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Adds the bytes of the value as the last column to what another parser makes. */
final class RawKeepingParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  private final RecordParser parser;
  private final StructType schema;
  private final int rawColumn;

  /**
   * @param schema the columns of {@code parser} and one more, of type binary
   */
  RawKeepingParser(RecordParser parser, StructType schema) {
    this.parser = parser;
    this.schema = schema;
    this.rawColumn = schema.size() - 1;
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public String parse(byte[] value, InternalRow row) {
    String reason = parser.parse(value, row);
    if (reason == null) {
      row.update(rawColumn, value);
    }
    return reason;
  }
}
