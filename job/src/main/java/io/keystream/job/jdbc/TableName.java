package io.keystream.job.jdbc;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table as a pipeline names it. Upper and lower case count, whatever the database makes of names
 * without quotes.
 *
 * @param parts catalog, schema and table, or the last of these
 */
public record TableName(List<String> parts) implements Serializable {
  private static final String PART = "[^\".\\s]+|\"(?:[^\"]|\"\")+\"";

  /** What the text of a table looks like. */
  public static final String PATTERN = "(?:" + PART + ")(?:\\.(?:" + PART + ")){0,2}";

  public TableName {
    parts = List.copyOf(parts);
  }

  /** Reads a text of {@link #PATTERN}. */
  public static TableName parse(String text) {
    List<String> parts = new ArrayList<>();
    Matcher part = Pattern.compile(PART).matcher(text);
    while (part.find()) {
      String found = part.group();
      parts.add(
          found.startsWith("\"")
              ? found.substring(1, found.length() - 1).replace("\"\"", "\"")
              : found);
    }
    return new TableName(parts);
  }

  /** The table without its schema. */
  String table() {
    return parts.get(parts.size() - 1);
  }

  /** The schema, or null. */
  String schema() {
    return parts.size() < 2 ? null : parts.get(parts.size() - 2);
  }

  /** The catalog, or null. */
  String catalog() {
    return parts.size() < 3 ? null : parts.get(0);
  }

  /**
   * The name as SQL has it.
   *
   * @param quote what stands around names
   */
  String sql(String quote) {
    return parts.stream().map(part -> quoted(part, quote)).collect(Collectors.joining("."));
  }

  /** A name in quotes. */
  static String quoted(String name, String quote) {
    return quote + name.replace(quote, quote + quote) + quote;
  }

  @Override
  public String toString() {
    return String.join(".", parts);
  }
}
