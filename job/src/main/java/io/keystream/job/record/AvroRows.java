package io.keystream.job.record;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.spark.sql.avro.AvroDeserializer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Makes Avro records into rows, by Spark's own conversion. */
final class AvroRows {
  /** Dates are those of the calendar in use, also before 1582. */
  private static final String NO_REBASE = "CORRECTED";

  private final AvroDeserializer converter;

  AvroRows(Schema schema, StructType columns) {
    this.converter = converter(schema, columns);
  }

  /** The row of a record that was read by the schema. */
  InternalRow row(Object found) {
    return (InternalRow) converter.deserialize(found).get();
  }

  /**
   * Spark 3.5 has one more parameter than those before: whether the members of unions are named.
   */
  private static AvroDeserializer converter(Schema schema, StructType columns) {
    try {
      for (Constructor<?> constructor : AvroDeserializer.class.getConstructors()) {
        Class<?>[] types = constructor.getParameterTypes();
        if (types.length >= 3
            && Arrays.equals(
                Arrays.copyOf(types, 3),
                new Class<?>[] {Schema.class, DataType.class, String.class})) {
          return (AvroDeserializer)
              (types.length == 3
                  ? constructor.newInstance(schema, columns, NO_REBASE)
                  : constructor.newInstance(schema, columns, NO_REBASE, false));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot convert " + schema.getFullName() + " to rows", e);
    }
    throw new IllegalStateException("This Spark has another " + AvroDeserializer.class);
  }
}
