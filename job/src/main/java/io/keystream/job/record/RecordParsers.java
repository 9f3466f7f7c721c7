package io.keystream.job.record;

import io.keystream.job.config.ParseConfig;
import java.util.Optional;

/** Makes the parser that a configuration asks for. */
public final class RecordParsers {
  private RecordParsers() {}

  /** The parser for {@code config}; its schema is {@link ParseConfig#rowType()}. */
  public static RecordParser of(ParseConfig config) {
    RecordParser parser = parser(config);
    return config.keepRaw() ? new RawKeepingParser(parser, config.rowType()) : parser;
  }

  private static RecordParser parser(ParseConfig config) {
    return switch (config.format()) {
      case ACCESS_LOG ->
          config
              .pattern()
              .map(pattern -> (RecordParser) new LogFormatParser(pattern))
              .orElseGet(AccessLogParser::new);
      case JSON ->
          config
              .jsonSchema()
              .map(schema -> (RecordParser) new JsonSchemaParser(schema))
              .orElseGet(
                  () -> new JsonRecordParser(config.columns(), config.strict().orElseThrow()));
      case CSV ->
          new CsvParser(
              config.columns(),
              character(config.delimiter()),
              character(config.quote()),
              config.nullValue().orElseThrow());
      case REGEX -> new RegexParser(config.columns(), config.pattern().orElseThrow());
      case KEY_VALUE ->
          new KeyValueParser(
              config.columns(),
              character(config.pairDelimiter()),
              character(config.keyDelimiter()),
              config.strict().orElseThrow());
      case AVRO ->
          new AvroParser(
              config.avroSchema().orElseThrow(),
              config.columns(),
              config.registry().urls().isPresent() ? RegistrySettings.of(config.registry()) : null);
      case RAW -> new RawParser();
    };
  }

  private static char character(Optional<String> key) {
    return key.orElseThrow().charAt(0);
  }
}
