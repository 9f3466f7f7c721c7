package io.keystream.job.config;

import io.keystream.job.config.LogField.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The directives of a LogFormat that have a column. */
final class LogDirectives {
  private static final Map<String, LogField> PLAIN = new LinkedHashMap<>();
  private static final Map<String, String> PREFIXES = new LinkedHashMap<>();

  static {
    plain("h", "remote_host", Kind.TEXT);
    plain("l", "ident", Kind.OPTIONAL_TEXT);
    plain("u", "remote_user", Kind.OPTIONAL_TEXT);
    plain("t", "time", Kind.TIME);
    plain("r", "request", Kind.REQUEST);
    plain("s", "status", Kind.STATUS);
    plain("b", "bytes", Kind.COUNT);
    plain("{Referer}i", "referer", Kind.OPTIONAL_TEXT);
    plain("{User-Agent}i", "user_agent", Kind.OPTIONAL_TEXT);
    plain("{c}h", "peer_host", Kind.OPTIONAL_TEXT);
    plain("a", "client_ip", Kind.OPTIONAL_TEXT);
    plain("{c}a", "peer_ip", Kind.OPTIONAL_TEXT);
    plain("A", "local_ip", Kind.OPTIONAL_TEXT);
    plain("B", "body_bytes", Kind.COUNT);
    plain("D", "duration_us", Kind.COUNT);
    plain("f", "file", Kind.OPTIONAL_TEXT);
    plain("H", "request_protocol", Kind.OPTIONAL_TEXT);
    plain("I", "bytes_received", Kind.COUNT);
    plain("k", "keepalive_requests", Kind.COUNT);
    plain("L", "log_id", Kind.OPTIONAL_TEXT);
    plain("m", "request_method", Kind.OPTIONAL_TEXT);
    plain("O", "bytes_sent", Kind.COUNT);
    plain("p", "port", Kind.COUNT);
    plain("{canonical}p", "canonical_port", Kind.COUNT);
    plain("{local}p", "local_port", Kind.COUNT);
    plain("{remote}p", "remote_port", Kind.COUNT);
    plain("P", "pid", Kind.COUNT);
    plain("q", "query", Kind.QUERY);
    plain("R", "handler", Kind.OPTIONAL_TEXT);
    plain("S", "bytes_transferred", Kind.COUNT);
    plain("T", "duration_s", Kind.COUNT);
    plain("{s}T", "duration_s", Kind.COUNT);
    plain("{ms}T", "duration_ms", Kind.COUNT);
    plain("{us}T", "duration_us", Kind.COUNT);
    plain("U", "url_path", Kind.OPTIONAL_TEXT);
    plain("v", "server_name", Kind.OPTIONAL_TEXT);
    plain("V", "host_name", Kind.OPTIONAL_TEXT);
    plain("X", "connection_status", Kind.TEXT);
    PREFIXES.put("i", "request_header_");
    PREFIXES.put("o", "response_header_");
    PREFIXES.put("C", "cookie_");
    PREFIXES.put("e", "env_");
    PREFIXES.put("n", "note_");
    PREFIXES.put("x", "var_");
  }

  private LogDirectives() {}

  /**
   * The field of a directive, with no text before it.
   *
   * @param argument what stands in braces, null if nothing does
   */
  static Optional<LogField> find(String letter, String argument) {
    if (argument == null) {
      return Optional.ofNullable(PLAIN.get(letter));
    }
    String directive = "{" + argument + "}" + letter;
    for (Map.Entry<String, LogField> plain : PLAIN.entrySet()) {
      boolean header = letter.equals("i") && plain.getKey().equalsIgnoreCase(directive);
      if (header || plain.getKey().equals(directive)) {
        return Optional.of(plain.getValue());
      }
    }
    String name = argument.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return Optional.ofNullable(PREFIXES.get(letter))
        .filter(prefix -> !argument.isEmpty())
        .map(prefix -> new LogField("", prefix + name, Kind.OPTIONAL_TEXT));
  }

  /** All of them, for messages. */
  static String names() {
    return PLAIN.keySet().stream().map(name -> "%" + name).collect(Collectors.joining(" "))
        + PREFIXES.keySet().stream().map(name -> " %{...}" + name).collect(Collectors.joining());
  }

  /** One row per directive of a Markdown table: directive, column, type, nulls. */
  static String table() {
    StringBuilder rows = new StringBuilder();
    PLAIN.forEach((name, field) -> rows.append(row("%" + name, field)));
    PREFIXES.forEach(
        (name, prefix) ->
            rows.append(
                row(
                    "%{Some-Name}" + name,
                    new LogField("", prefix + "some_name", Kind.OPTIONAL_TEXT))));
    return rows.toString();
  }

  private static String row(String directive, LogField field) {
    StructField column = field.addTo(new StructType()).apply(0);
    return "| `%s` | `%s` | %s | %s |\n"
        .formatted(
            directive,
            column.name(),
            column.dataType().sql(),
            column.nullable() ? "null if `-`" : "never null");
  }

  private static void plain(String directive, String column, Kind kind) {
    PLAIN.put(directive, new LogField("", column, kind));
  }
}
