package io.keystream.job.record;

import io.keystream.job.config.RowTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Keeps the bytes of a value as they are; only a record without a value is a dead letter. */
final class RawParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  @Override
  public StructType schema() {
    return RowTypes.RAW;
  }

  @Override
  public String parse(byte[] value, InternalRow row) {
    if (value == null) {
      return Reasons.NULL_VALUE;
    }
    row.update(0, value);
    return null;
  }
}
