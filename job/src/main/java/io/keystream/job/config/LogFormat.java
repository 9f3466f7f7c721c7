package io.keystream.job.config;

import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * A LogFormat of the Apache web server, taken apart: what it writes is each field after the text
 * before it, and {@code end}.
 *
 * @param fields the directives, at least one; there is a text between any two
 * @param end the text behind the last one
 */
public record LogFormat(List<LogField> fields, String end) {

  /**
   * Takes a format apart.
   *
   * @throws IllegalArgumentException if {@link LogFormatReader} finds anything wrong with it
   */
  public static LogFormat of(String text) {
    LogFormatReader reader = new LogFormatReader(text);
    LogFormat format = reader.read();
    if (!reader.faults().isEmpty()) {
      throw new IllegalArgumentException(reader.faults().get(0).found());
    }
    return format;
  }

  /** The columns, in the order of the directives. */
  public StructType columns() {
    StructType columns = new StructType();
    for (LogField field : fields) {
      columns = field.addTo(columns);
    }
    return columns;
  }

  /** The text behind a field. */
  public String after(int field) {
    return field + 1 < fields.size() ? fields.get(field + 1).before() : end;
  }
}
