package io.keystream.job.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a configuration as sorted {@code key = value} lines. */
final class CanonicalText {
  private CanonicalText() {}

  static String of(PipelineConfig config) {
    Values values = new Values();
    RecordBinder.unbind(config, "", values);
    return values.paths().stream()
        .map(path -> path + " = " + write(values.find(path).orElseThrow()) + "\n")
        .collect(Collectors.joining());
  }

  private static String write(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(CanonicalText::write).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + " = " + write(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return quote(ValueType.format(value));
  }

  /** Quoted, so that no value can look like two lines or two list entries. */
  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
