package io.keystream.job.output;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.CalendarInterval;
import org.apache.spark.unsafe.types.UTF8String;

/** Some columns of another row, read through and not copied. */
final class SelectedColumns extends InternalRow {
  private static final long serialVersionUID = 1L;

  private final int[] ordinals;
  private transient InternalRow row;

  /** The columns at these places of the rows to come, in this order. */
  SelectedColumns(int... ordinals) {
    this.ordinals = ordinals.clone();
  }

  /** This, showing a row. */
  SelectedColumns of(InternalRow shown) {
    row = shown;
    return this;
  }

  @Override
  public int numFields() {
    return ordinals.length;
  }

  @Override
  public boolean isNullAt(int ordinal) {
    return row.isNullAt(ordinals[ordinal]);
  }

  @Override
  public boolean getBoolean(int ordinal) {
    return row.getBoolean(ordinals[ordinal]);
  }

  @Override
  public byte getByte(int ordinal) {
    return row.getByte(ordinals[ordinal]);
  }

  @Override
  public short getShort(int ordinal) {
    return row.getShort(ordinals[ordinal]);
  }

  @Override
  public int getInt(int ordinal) {
    return row.getInt(ordinals[ordinal]);
  }

  @Override
  public long getLong(int ordinal) {
    return row.getLong(ordinals[ordinal]);
  }

  @Override
  public float getFloat(int ordinal) {
    return row.getFloat(ordinals[ordinal]);
  }

  @Override
  public double getDouble(int ordinal) {
    return row.getDouble(ordinals[ordinal]);
  }

  @Override
  public Decimal getDecimal(int ordinal, int precision, int scale) {
    return row.getDecimal(ordinals[ordinal], precision, scale);
  }

  @Override
  public UTF8String getUTF8String(int ordinal) {
    return row.getUTF8String(ordinals[ordinal]);
  }

  @Override
  public byte[] getBinary(int ordinal) {
    return row.getBinary(ordinals[ordinal]);
  }

  @Override
  public CalendarInterval getInterval(int ordinal) {
    return row.getInterval(ordinals[ordinal]);
  }

  @Override
  public InternalRow getStruct(int ordinal, int numFields) {
    return row.getStruct(ordinals[ordinal], numFields);
  }

  @Override
  public ArrayData getArray(int ordinal) {
    return row.getArray(ordinals[ordinal]);
  }

  @Override
  public MapData getMap(int ordinal) {
    return row.getMap(ordinals[ordinal]);
  }

  @Override
  public Object get(int ordinal, DataType dataType) {
    return row.get(ordinals[ordinal], dataType);
  }

  @Override
  public InternalRow copy() {
    return new SelectedColumns(ordinals).of(row.copy());
  }

  @Override
  public void setNullAt(int ordinal) {
    throw new UnsupportedOperationException("read only");
  }

  @Override
  public void update(int ordinal, Object value) {
    throw new UnsupportedOperationException("read only");
  }
}
