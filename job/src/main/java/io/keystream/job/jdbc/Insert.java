package io.keystream.job.jdbc;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement that adds rows to a table, and its parts for other statements; names are in quotes.
 *
 * @param table the table
 * @param columns columns that are written
 * @param keys those of them that make a row the same
 * @param rows what stands in for the rows: {@code VALUES (?, ?)}
 */
record Insert(String table, List<String> columns, List<String> keys, String rows) {

  /** With a parameter for each column. */
  static Insert ofParameters(String table, List<String> columns, List<String> keys) {
    return new Insert(table, columns, keys, "VALUES (" + each("?", columns) + ")");
  }

  /** The same of no row. */
  Insert ofNothing() {
    return new Insert(table, columns, keys, "SELECT " + each("NULL", columns) + " WHERE 1 = 0");
  }

  /** The statement that inserts. */
  String sql() {
    return "INSERT INTO " + target() + " " + rows;
  }

  /** Table and columns. */
  String target() {
    return table + " (" + list(columns) + ")";
  }

  /** The columns that are no keys. */
  List<String> others() {
    return columns.stream().filter(column -> !keys.contains(column)).toList();
  }

  /** Names with commas between them. */
  static String list(List<String> names) {
    return String.join(", ", names);
  }

  /** Assignments of columns to themselves, such as {@code a = EXCLUDED.a}. */
  static String assignments(List<String> columns, String format) {
    return columns.stream()
        .map(column -> column + " = " + format.formatted(column))
        .collect(Collectors.joining(", "));
  }

  private static String each(String text, List<String> columns) {
    return list(Collections.nCopies(columns.size(), text));
  }
}
