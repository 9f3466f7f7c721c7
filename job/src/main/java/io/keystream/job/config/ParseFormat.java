package io.keystream.job.config;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What the values of the records are. */
public enum ParseFormat {
  /** A line of an access log: common or combined, or by a LogFormat of its own. */
  ACCESS_LOG("access-log"),
  /** A JSON object with declared fields. */
  JSON("json"),
  /** One record of comma-separated values, as RFC 4180 writes them. */
  CSV("csv"),
  /** A text that a regular expression with named groups matches. */
  REGEX("regex"),
  /** Pairs of a key and a value. */
  KEY_VALUE("key-value"),
  /** An Avro datum, by itself or behind the id of its schema in a registry. */
  AVRO("avro"),
  /** Bytes that are not looked into. */
  RAW("raw");

  private final String word;

  ParseFormat(String word) {
    this.word = word;
  }

  /** The formats that have a key of the section {@code parse}, which not all of them have. */
  static List<ParseFormat> with(String key) {
    return Arrays.stream(values()).filter(format -> format.has(key)).toList();
  }

  /** Whether it has a key of the section {@code parse} that not all formats have. */
  boolean has(String key) {
    return keys().contains(key);
  }

  /** Whether its columns are told by {@code schema} alone. */
  boolean needsSchema() {
    return has("schema") && !has("pattern");
  }

  private Set<String> keys() {
    return switch (this) {
      case ACCESS_LOG -> Set.of("pattern");
      case JSON -> Set.of("schema", "json-schema", "json-schema-file", "strict");
      case CSV -> Set.of("schema", "delimiter", "quote", "null-value");
      case REGEX -> Set.of("pattern", "schema");
      case KEY_VALUE -> Set.of("schema", "pair-delimiter", "key-delimiter", "strict");
      case AVRO ->
          Set.of(
              "avro-schema",
              "avro-schema-file",
              "registry.urls",
              "registry.username",
              "registry.password-file",
              "registry.truststore");
      case RAW -> Set.of();
    };
  }

  /** The word that stands for it in {@code pipeline.yaml}. */
  @Override
  public String toString() {
    return word;
  }
}
