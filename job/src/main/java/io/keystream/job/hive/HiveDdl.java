package io.keystream.job.hive;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statement that makes a table of Hive over the files of an output.
 *
 * @param table name of the table, {@code database.table} or in whatever database is used
 * @param location folder of the files
 * @param header whether each file begins with the names of the columns
 */
public record HiveDdl(String table, HiveLayout layout, String location, boolean header) {

  /** The statement, after what is to be known of it, as comments. */
  public String text() {
    StringBuilder text = new StringBuilder();
    layout.notes().forEach(note -> text.append("-- ").append(note).append('\n'));
    text.append("CREATE EXTERNAL TABLE IF NOT EXISTS ").append(quotedTable()).append(" (\n");
    text.append(columns(layout.fileColumns(), "  ", ",\n")).append("\n)\n");
    if (!layout.folderColumns().isEmpty()) {
      text.append("PARTITIONED BY (")
          .append(columns(layout.folderColumns(), "", ", "))
          .append(")\n");
    }
    text.append(HiveFormat.of(layout.format()).clause());
    text.append("\nLOCATION ").append(literal(location));
    layout.avroSchema().ifPresent(schema -> property(text, "avro.schema.literal", schema));
    if (header) {
      property(text, "skip.header.line.count", "1");
    }
    return text.append(";\n").toString();
  }

  private String quotedTable() {
    return List.of(table.split("\\.", 2)).stream()
        .map(HiveDdl::identifier)
        .collect(Collectors.joining("."));
  }

  private static String columns(List<HiveColumn> columns, String indent, String separator) {
    return columns.stream()
        .map(column -> indent + definition(column))
        .collect(Collectors.joining(separator));
  }

  private static String definition(HiveColumn column) {
    Optional<String> comment = column.comment().map(text -> " COMMENT " + literal(text));
    return identifier(column.name()) + " " + column.type() + comment.orElse("");
  }

  private static void property(StringBuilder text, String name, String value) {
    text.append("\nTBLPROPERTIES (").append(literal(name)).append(" = ");
    text.append(literal(value)).append(")");
  }

  private static String identifier(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** Hive knows the escapes of C. */
  private static String literal(String text) {
    String escaped =
        text.replace("\\", "\\\\")
            .replace("'", "\\'")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\0", "\\0");
    return "'" + escaped + "'";
  }
}
