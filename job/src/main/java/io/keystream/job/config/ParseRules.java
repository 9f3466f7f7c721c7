package io.keystream.job.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/** What must hold for the keys of the section {@code parse}, whose columns follow from them. */
final class ParseRules {
  static final String SECTION = "parse.";
  static final String FORMAT = SECTION + "format";
  static final String SCHEMA = SECTION + "schema";
  static final String PATTERN = SECTION + "pattern";

  /** Keys that not every format has. */
  private static final List<String> KEYS =
      List.of(
          "schema",
          "pattern",
          "delimiter",
          "quote",
          "null-value",
          "pair-delimiter",
          "key-delimiter",
          "strict",
          "json-schema-file",
          "json-schema",
          "avro-schema-file",
          "avro-schema",
          "registry.urls",
          "registry.username",
          "registry.password-file",
          "registry.truststore");

  private final Values values;
  private final List<Problem> problems;

  ParseRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  /** Checks the keys; the columns of the rows, or nothing where they cannot be told. */
  Optional<StructType> columns() {
    Optional<ParseFormat> format = values.find(FORMAT).map(ParseFormat.class::cast);
    format.ifPresent(this::checkKeys);
    return format.flatMap(this::columns);
  }

  private void checkKeys(ParseFormat format) {
    KEYS.stream()
        .filter(key -> !format.has(key) && values.find(SECTION + key).isPresent())
        .filter(key -> values.find(SECTION + key + "-file").isEmpty())
        .forEach(key -> refuse(format, key));
    new DelimiterRules(values, problems).check();
    if (format == ParseFormat.RAW && values.is(SECTION + "keep-raw", true)) {
      problem(
          SECTION + "keep-raw",
          "false with format: raw, whose column value holds the bytes already",
          "\"true\"",
          "remove it");
    }
  }

  private void refuse(ParseFormat format, String key) {
    boolean fixed = key.equals("schema") && values.find(PATTERN).isEmpty();
    problem(
        SECTION + key,
        "no such key with format: " + format + (fixed ? ", whose columns are fixed" : ""),
        "\"" + values.text(SECTION + key).orElseThrow() + "\"",
        "remove it, or set format: "
            + ParseFormat.with(key).stream()
                .map(ParseFormat::toString)
                .collect(Collectors.joining(" or ")));
  }

  private Optional<StructType> columns(ParseFormat format) {
    Optional<StructType> schema =
        format.has("schema") ? DdlColumns.read(SCHEMA, values, problems) : Optional.empty();
    boolean jsonSchema =
        format.has("json-schema") && values.find(JsonSchemaRules.SCHEMA).isPresent();
    if (format.needsSchema() && !jsonSchema) {
      require(SCHEMA, "columns", format, "schema: \"ts TIMESTAMP, user STRING\"");
    }
    return switch (format) {
      case JSON -> jsonSchema ? new JsonSchemaRules(values, problems).columns() : schema;
      case CSV, KEY_VALUE -> schema;
      case AVRO -> {
        require(AvroRules.SCHEMA, "an Avro schema", format, "avro-schema-file: events.avsc");
        yield new AvroRules(values, problems).columns();
      }
      case RAW -> Optional.of(RowTypes.RAW);
      case ACCESS_LOG -> logColumns();
      case REGEX -> {
        require(PATTERN, "a regular expression", format, "pattern: '(?<user>\\S+) (?<text>.*)'");
        yield new RegexRules(values, problems).columns(schema);
      }
    };
  }

  private Optional<StructType> logColumns() {
    Optional<String> pattern = values.text(PATTERN);
    if (pattern.isEmpty()) {
      return Optional.of(RowTypes.ACCESS_LOG);
    }
    LogFormatReader reader = new LogFormatReader(pattern.get());
    LogFormat format = reader.read();
    reader.faults().forEach(f -> problem(PATTERN, f.wanted(), f.found(), f.remedy()));
    return reader.faults().isEmpty() ? Optional.of(format.columns()) : Optional.empty();
  }

  private void require(String path, String what, ParseFormat format, String example) {
    boolean reported = problems.stream().anyMatch(p -> p.path().startsWith(path));
    if (values.find(path).isEmpty() && !reported) {
      problems.add(
          new Problem(
              path,
              values.line(FORMAT),
              what + ", because of format: " + format,
              "no such key",
              "add it, such as " + example));
    }
  }

  private void problem(String path, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(path), wanted, found, remedy));
  }
}
