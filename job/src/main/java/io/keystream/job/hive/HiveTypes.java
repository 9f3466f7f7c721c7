package io.keystream.job.hive;

import io.keystream.job.config.OutputFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * As what Hive reads the columns of a format. Where its reader of the format does not know how a
 * type is written, as what it is written instead.
 */
final class HiveTypes {
  private static final String STRING = "string";
  private static final String BIGINT = "bigint";

  /** What can stand in the type of a struct, which knows no quotes. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

  private final OutputFormat format;

  HiveTypes(OutputFormat format) {
    this.format = format;
  }

  /** Whether a column can have this name in every version of Hive. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The type of a column in a file; nothing if Hive has none. */
  Optional<String> inFile(DataType type) {
    if (format == OutputFormat.CSV) {
      return Optional.of(STRING);
    }
    if (type instanceof ArrayType array) {
      return inFile(array.elementType()).map("array<%s>"::formatted);
    }
    if (type instanceof MapType map) {
      return inFile(map.keyType())
          .flatMap(key -> inFile(map.valueType()).map(value -> "map<" + key + "," + value + ">"));
    }
    if (type instanceof StructType struct) {
      return ofStruct(struct);
    }
    return ofFormat(type).or(() -> plain(type)).filter(known -> !isUnreadable(type));
  }

  /** The type of a column in the name of a folder. */
  static String inFolder(DataType type) {
    // Hive before 3 takes every text for true, and Impala knows no such partitions.
    return type.equals(DataTypes.BooleanType) ? STRING : plain(type).orElse(STRING);
  }

  /** The type as it would be if Hive read every format alike. */
  static Optional<String> plain(DataType type) {
    return switch (type.typeName()) {
      case "string" -> Optional.of(STRING);
      case "byte" -> Optional.of("tinyint");
      case "short" -> Optional.of("smallint");
      case "integer" -> Optional.of("int");
      case "long" -> Optional.of(BIGINT);
      case "float", "double", "boolean", "date", "binary", "timestamp" ->
          Optional.of(type.typeName());
      case "timestamp_ntz" -> Optional.of("timestamp");
      default ->
          type instanceof DecimalType decimal
              ? Optional.of("decimal(" + decimal.precision() + "," + decimal.scale() + ")")
              : Optional.empty();
    };
  }

  private Optional<String> ofFormat(DataType type) {
    String name = type.typeName().toLowerCase(Locale.ROOT);
    if (format == OutputFormat.AVRO) {
      return switch (name) {
        case "timestamp", "timestamp_ntz" -> Optional.of(BIGINT);
        case "byte", "short" -> Optional.of("int");
        default -> Optional.empty();
      };
    }
    boolean asText = name.startsWith("timestamp") || name.equals("binary");
    return asText && format == OutputFormat.JSON ? Optional.of(STRING) : Optional.empty();
  }

  /** Hive looks for a decimal in bytes, and Spark writes one of a fixed length. */
  private boolean isUnreadable(DataType type) {
    return format == OutputFormat.AVRO && type instanceof DecimalType;
  }

  private Optional<String> ofStruct(StructType struct) {
    StringBuilder fields = new StringBuilder();
    for (StructField field : struct.fields()) {
      Optional<String> type = inFile(field.dataType());
      if (type.isEmpty() || !isName(field.name())) {
        return Optional.empty();
      }
      fields
          .append(fields.isEmpty() ? "" : ",")
          .append(field.name())
          .append(':')
          .append(type.get());
    }
    return Arrays.stream(struct.fields()).findAny().map(any -> "struct<" + fields + ">");
  }
}
