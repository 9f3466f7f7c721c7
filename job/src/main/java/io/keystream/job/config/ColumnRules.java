package io.keystream.job.config;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What must hold for the columns of the parsed rows. */
final class ColumnRules {
  private static final Set<DataType> TYPES =
      Set.of(
          DataTypes.StringType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.DoubleType,
          DataTypes.FloatType,
          DataTypes.BooleanType,
          DataTypes.TimestampType,
          DataTypes.DateType,
          DataTypes.BinaryType);
  static final String TYPE_NAMES =
      "STRING, INT, BIGINT, DOUBLE, FLOAT, BOOLEAN, TIMESTAMP, DATE, BINARY, DECIMAL(p,s)";

  private static final Set<String> NESTED = Set.of(AvroRules.SCHEMA, JsonSchemaRules.SCHEMA);
  private static final String NESTED_NAMES = ", TIMESTAMP_NTZ, and ARRAY, MAP and STRUCT of them";

  private final Values values;
  private final List<Problem> problems;

  ColumnRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  /** Checks the columns of the parsed rows. */
  void check(StructType columns) {
    String origin = origin(values);
    boolean flat = !NESTED.contains(origin);
    Set<String> taken = Set.of(WrittenRules.metadata(values).fieldNames());
    Set<String> names = new HashSet<>();
    for (StructField field : columns.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!(flat ? supports(field.dataType()) : isReadable(field.dataType()))) {
        problem(
            origin,
            "columns of the types " + TYPE_NAMES + (flat ? "" : NESTED_NAMES),
            field.name() + " " + field.dataType().sql(),
            "change or remove the column");
      }
      if (!names.add(name)) {
        problem(
            origin,
            "every column once, whatever its case",
            field.name() + " again",
            "rename or remove one of the two");
      }
      if (taken.contains(name)) {
        problem(
            origin,
            "no column " + name + ", which every row has already",
            field.name(),
            "rename the column");
      }
      if (name.equals(ParseConfig.RAW_COLUMN) && values.is("parse.keep-raw", true)) {
        problem(
            origin,
            "no column raw, because of keep-raw: true",
            field.name(),
            "rename the column, or set keep-raw: false");
      }
    }
  }

  /** Whether a column may have this type. */
  static boolean supports(DataType type) {
    return TYPES.contains(type) || type instanceof DecimalType;
  }

  /** The key that the columns come from. */
  static String origin(Values values) {
    return Stream.of(ParseRules.SCHEMA, AvroRules.SCHEMA, JsonSchemaRules.SCHEMA)
        .filter(key -> values.find(key).isPresent())
        .findFirst()
        .orElse(ParseRules.PATTERN);
  }

  private static boolean isReadable(DataType type) {
    if (type instanceof ArrayType array) {
      return isReadable(array.elementType());
    }
    if (type instanceof MapType map) {
      return isReadable(map.valueType());
    }
    if (type instanceof StructType struct) {
      return struct.length() > 0
          && Arrays.stream(struct.fields()).allMatch(field -> isReadable(field.dataType()));
    }
    return supports(type) || type.typeName().equals("timestamp_ntz");
  }

  private void problem(String path, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(path), wanted, found, remedy));
  }
}
