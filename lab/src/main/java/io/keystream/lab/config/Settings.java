package io.keystream.lab.config;

import io.keystream.lab.LabException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keys and values of one configuration file, sorted, in the forms that daemons read. */
final class Settings {
  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  /** The settings in the text of a properties file. */
  static Settings parse(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return new Settings(values);
  }

  Map<String, String> values() {
    return values;
  }

  /** These settings with others laid over them. */
  Settings overlaid(Map<String, String> others) {
    Map<String, String> merged = new TreeMap<>(values);
    merged.putAll(others);
    return new Settings(merged);
  }

  /** As {@code *-site.xml}. */
  String toHadoopXml() {
    return values.entrySet().stream()
        .map(
            entry ->
                "  <property>\n    <name>%s</name>\n    <value>%s</value>\n  </property>\n"
                    .formatted(escaped(entry.getKey()), escaped(entry.getValue())))
        .collect(Collectors.joining("", "<configuration>\n", "</configuration>\n"));
  }

  /** As {@code key=value} lines. */
  String toProperties() {
    return lines("=");
  }

  /** As {@code spark-defaults.conf}. */
  String toSparkDefaults() {
    return lines(" ");
  }

  private String lines(String separator) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + separator + oneLine(entry.getKey(), entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String oneLine(String key, String value) {
    if (value.contains("\n")) {
      throw new LabException("Invalid value for key " + key + ": it has more than one line");
    }
    return value;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
