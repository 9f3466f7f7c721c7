package io.keystream.job.config;

import io.keystream.job.sql.RowProjection;
import io.keystream.job.sql.SqlException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What must hold between the columns of one reference and those of the rows joined with it. */
final class ReferenceRules {
  /** Equal numbers of these may have different bits. */
  private static final Set<DataType> NO_KEYS = Set.of(DataTypes.DoubleType, DataTypes.FloatType);

  private final Values values;
  private final List<Problem> problems;
  private final String section;

  ReferenceRules(Values values, List<Problem> problems, String section) {
    this.values = values;
    this.problems = problems;
    this.section = section;
  }

  /**
   * Checks one reference.
   *
   * @param rows columns of the rows before, if they can be told
   * @return columns of the rows after, or nothing where they cannot be told
   */
  Optional<StructType> check(Optional<StructType> rows) {
    Optional<StructType> reference =
        DdlColumns.read(path("schema"), values, problems).filter(this::checkSchema);
    if (reference.isEmpty() || rows.isEmpty()) {
      return Optional.empty();
    }
    reference.ifPresent(this::checkLatestBy);
    Optional<StructType> keys = keys(rows.get(), reference.get());
    return keys.flatMap(found -> added(reference.get(), found))
        .flatMap(added -> joined(rows.get(), added));
  }

  private boolean checkSchema(StructType reference) {
    int before = problems.size();
    Set<String> names = new HashSet<>();
    for (StructField field : reference.fields()) {
      if (!ColumnRules.supports(field.dataType())) {
        problem(
            "schema",
            "columns of the types " + ColumnRules.TYPE_NAMES,
            field.name() + " " + field.dataType().sql(),
            "change or remove the column");
      }
      if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
        problem(
            "schema",
            "every column once, whatever its case",
            field.name() + " again",
            "rename or remove one of the two");
      }
    }
    return problems.size() == before;
  }

  private void checkLatestBy(StructType reference) {
    values
        .text(path("latest-by"))
        .filter(name -> ReferenceColumns.find(name, reference).isEmpty())
        .ifPresent(
            name ->
                problem(
                    "latest-by",
                    "a column of schema: " + String.join(", ", reference.fieldNames()),
                    "\"" + name + "\", an unknown column",
                    "name one of these, or remove the key"));
  }

  private Optional<StructType> keys(StructType rows, StructType reference) {
    Optional<RowProjection> keys =
        texts("keys")
            .flatMap(
                texts ->
                    analyzed(
                        "keys",
                        "columns and expressions in Spark SQL over the columns of one row, each named"
                            + " as a column of the reference",
                        () -> ReferenceColumns.keys(texts, rows)));
    int before = problems.size();
    keys.stream()
        .flatMap(found -> Arrays.stream(found.columns().fields()))
        .forEach(key -> checkKey(key, reference));
    return keys.map(RowProjection::columns).filter(found -> problems.size() == before);
  }

  private void checkKey(StructField key, StructType reference) {
    Optional<StructField> column = ReferenceColumns.find(key.name(), reference);
    if (column.isEmpty()) {
      problem(
          "keys",
          "keys that are columns of the reference: " + describe(reference),
          "\"" + key.name() + "\", an unknown column",
          "name it as the reference does: <column of the row> AS <column of the reference>");
    } else if (!column.get().dataType().equals(key.dataType())) {
      problem(
          "keys",
          "a key of the type that " + section + ".schema has: " + describe(column.get()),
          describe(key),
          "write CAST(... AS " + column.get().dataType().sql() + ") AS " + key.name());
    } else if (NO_KEYS.contains(key.dataType())) {
      problem(
          "keys",
          "keys that are no DOUBLE or FLOAT",
          describe(key),
          "join by another column, or by a DECIMAL");
    }
  }

  private Optional<StructType> added(StructType reference, StructType keys) {
    Optional<RowProjection> added =
        analyzed(
            "columns",
            "columns and expressions in Spark SQL over the columns of the reference",
            () -> ReferenceColumns.added(texts("columns").orElse(List.of()), reference, keys));
    boolean useless =
        added.filter(projection -> projection.columns().isEmpty()).isPresent()
            && values.is(path("on-miss"), MissPolicy.NULLS);
    if (useless) {
      problem(
          "on-miss",
          "dead-letter or drop, because the reference has no columns but its keys",
          "\"nulls\"",
          "set one of these, or add columns to schema");
    }
    return added.map(RowProjection::columns);
  }

  private Optional<StructType> joined(StructType rows, StructType added) {
    List<String> twice =
        Arrays.stream(added.fieldNames())
            .filter(name -> ReferenceColumns.find(name, rows).isPresent())
            .toList();
    if (twice.isEmpty()) {
      return Optional.of(RowTypes.append(rows, added.asNullable()));
    }
    problem(
        values.find(path("columns")).isPresent() ? "columns" : "schema",
        "no column that the row has already",
        String.join(", ", twice),
        "write columns: [" + twice.get(0) + " AS another_name, ...]");
    return Optional.empty();
  }

  private Optional<RowProjection> analyzed(
      String key, String wanted, Supplier<RowProjection> projection) {
    try {
      return Optional.of(projection.get());
    } catch (SqlException e) {
      problem(key, wanted, e.getMessage(), "correct the SQL");
      return Optional.empty();
    }
  }

  private Optional<List<String>> texts(String key) {
    return values
        .find(path(key))
        .map(list -> ((List<?>) list).stream().map(String.class::cast).toList());
  }

  private static String describe(StructType columns) {
    return Arrays.stream(columns.fields())
        .map(ReferenceRules::describe)
        .collect(Collectors.joining(", "));
  }

  private static String describe(StructField column) {
    return column.name() + " " + column.dataType().sql();
  }

  private String path(String key) {
    return section + "." + key;
  }

  private void problem(String key, String wanted, String found, String remedy) {
    problems.add(new Problem(path(key), values.line(path(key)), wanted, found, remedy));
  }
}
