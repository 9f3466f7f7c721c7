package io.keystream.job.config;

import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.spark.sql.avro.SchemaConverters;
import org.apache.spark.sql.types.StructType;

/** Reads Avro schemas, and tells the columns that they make. */
public final class AvroSchemas {
  /** Largest value that is read, and largest text or bytes within. */
  public static final int MAX_BYTES = 16 << 20;

  /** Most entries that an array or map is read with. */
  public static final int MAX_ENTRIES = 1 << 20;

  static {
    // A length in a damaged value must not make Avro ask for that much memory. Avro looks at these
    // once, when it first reads a value, which needs a schema from here.
    System.setProperty(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, String.valueOf(MAX_BYTES));
    System.setProperty(SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, String.valueOf(MAX_BYTES));
    System.setProperty(
        SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, String.valueOf(MAX_ENTRIES));
  }

  private AvroSchemas() {}

  /**
   * The schema of a text.
   *
   * @throws IllegalArgumentException if the text is no schema; its message is one line
   */
  public static Schema parse(String json) {
    try {
      return new Schema.Parser().parse(json);
    } catch (AvroRuntimeException e) {
      throw new IllegalArgumentException(firstLine(e), e);
    }
  }

  /**
   * The columns of records of a schema.
   *
   * @throws IllegalArgumentException if the schema is no record, or has a type that is none of
   *     Spark's; its message is one line
   */
  static StructType columns(Schema schema) {
    if (schema.getType() != Schema.Type.RECORD) {
      throw new IllegalArgumentException("a schema of type " + schema.getType().getName());
    }
    if (schema.getFields().isEmpty()) {
      throw new IllegalArgumentException("a record without fields");
    }
    try {
      return (StructType) SchemaConverters.toSqlType(schema).dataType();
    } catch (Exception e) { // Scala does not declare Spark's checked exceptions
      throw new IllegalArgumentException(firstLine(e), e);
    }
  }

  /** Why rows cannot be written as Avro, one line; nothing if they can. */
  static Optional<String> unwritable(StructType columns) {
    try {
      SchemaConverters.toAvroType(columns, false, "topLevelRecord", "");
      return Optional.empty();
    } catch (Exception e) { // Scala does not declare Spark's checked exceptions
      return Optional.of(firstLine(e));
    }
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
  }
}
