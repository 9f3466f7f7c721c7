package io.keystream.job.record;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Looks into rows. */
final class Rows {
  private Rows() {}

  /** The Catalyst values of a row. */
  static Object[] values(InternalRow row, StructType schema) {
    Object[] values = new Object[schema.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i, schema.apply(i).dataType());
    }
    return values;
  }

  /** The row as Spark shows it to users. */
  static Row external(InternalRow row, StructType schema) {
    return (Row) CatalystTypeConverters.createToScalaConverter(schema).apply(row);
  }
}
