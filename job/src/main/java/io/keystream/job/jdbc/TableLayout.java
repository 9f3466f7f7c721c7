package io.keystream.job.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table and its unique indexes.
 *
 * @param columns by name; none if there is no such table
 * @param uniques columns of each unique index
 */
record TableLayout(Map<String, Column> columns, List<Set<String>> uniques) {
  private static final String YES = "YES";

  /**
   * A column.
   *
   * @param type one of {@link java.sql.Types}
   * @param typeName what the database calls it
   * @param required whether each row has to say a value
   */
  record Column(int type, String typeName, boolean required) {}

  /** Asks the database. */
  static TableLayout of(Connection connection, TableName table) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    String schema = table.schema() == null ? connection.getSchema() : table.schema();
    TableLayout layout =
        new TableLayout(
            columns(database, table.catalog(), schema, table.table()),
            uniques(database, table.catalog(), schema, table.table()));
    connection.rollback();
    return layout;
  }

  /** What keeps rows of these columns from being written, a part of a sentence each. */
  List<String> problems(StructType row, List<String> keys) {
    if (columns.isEmpty()) {
      return List.of("no such table, or none that the user may see");
    }
    List<String> problems = new ArrayList<>();
    for (StructField field : row.fields()) {
      Column column = columns.get(field.name());
      if (column == null) {
        problems.add("no column " + field.name() + ", only " + String.join(", ", columns.keySet()));
      } else if (!ColumnType.of(field.dataType()).fits(column.type())) {
        problems.add(
            "column "
                + field.name()
                + " is "
                + column.typeName()
                + ", which does not take "
                + field.dataType().sql());
      }
    }
    List<String> written = List.of(row.fieldNames());
    columns.forEach(
        (name, column) -> {
          if (column.required() && !written.contains(name)) {
            problems.add("column " + name + " is NOT NULL without a default, and is not written");
          }
        });
    if (!keys.isEmpty() && !uniques.contains(Set.copyOf(keys))) {
      problems.add("no unique index over " + String.join(", ", keys));
    }
    return problems;
  }

  private static Map<String, Column> columns(
      DatabaseMetaData database, String catalog, String schema, String table) throws SQLException {
    String escape = database.getSearchStringEscape();
    Map<String, Column> columns = new LinkedHashMap<>();
    try (ResultSet found =
        database.getColumns(catalog, escaped(schema, escape), escaped(table, escape), null)) {
      while (found.next()) {
        boolean required =
            found.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls
                && found.getString("COLUMN_DEF") == null
                && !YES.equals(found.getString("IS_AUTOINCREMENT"));
        columns.put(
            found.getString("COLUMN_NAME"),
            new Column(found.getInt("DATA_TYPE"), found.getString("TYPE_NAME"), required));
      }
    }
    return columns;
  }

  private static List<Set<String>> uniques(
      DatabaseMetaData database, String catalog, String schema, String table) throws SQLException {
    Map<String, Set<String>> indexes = new TreeMap<>();
    try (ResultSet found = database.getIndexInfo(catalog, schema, table, true, true)) {
      while (found.next()) {
        if (found.getString("COLUMN_NAME") != null) {
          indexes
              .computeIfAbsent(found.getString("INDEX_NAME"), name -> new TreeSet<>())
              .add(found.getString("COLUMN_NAME"));
        }
      }
    }
    return List.copyOf(indexes.values());
  }

  /** A name in which no character stands for others. */
  private static String escaped(String name, String escape) {
    return name == null
        ? null
        : name.replaceAll("[_%]", java.util.regex.Matcher.quoteReplacement(escape) + "$0");
  }
}
