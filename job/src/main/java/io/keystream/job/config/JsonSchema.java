package io.keystream.job.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What a JSON Schema says of a value, in so far as it can be read as a column.
 *
 * @param type of the column
 * @param nullable whether the value may be null
 * @param properties of an object
 * @param closed whether an object has no other properties
 * @param items of an array
 * @param limits what else must hold
 */
public record JsonSchema(
    DataType type,
    boolean nullable,
    List<Property> properties,
    boolean closed,
    Optional<JsonSchema> items,
    Limits limits) {

  /** A property of an object. */
  public record Property(String name, boolean required, JsonSchema schema) {}

  /**
   * Limits of a value; an empty one holds always. Those of length are in characters of a text and
   * entries of an array.
   *
   * @param values the only values, as texts, {@link BigDecimal} and {@link Boolean}
   */
  public record Limits(
      Optional<Set<Object>> values,
      Optional<Bound> minimum,
      Optional<Bound> maximum,
      int minLength,
      int maxLength,
      Optional<Pattern> pattern) {}

  /** A smallest or largest number. */
  public record Bound(BigDecimal number, boolean exclusive) {}

  /**
   * Reads a schema that is known to be valid.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static JsonSchema of(String text) {
    JsonSchemaReader reader = new JsonSchemaReader(text);
    return reader
        .read()
        .orElseThrow(() -> new IllegalArgumentException(reader.faults().toString()));
  }

  /** The columns of objects of this schema. */
  public StructType columns() {
    return (StructType) type;
  }
}
