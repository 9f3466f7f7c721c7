package io.keystream.job.record;

import io.keystream.job.config.ParseConfig;
import org.apache.spark.sql.types.StructType;

/** Makes the parser that a configuration asks for. */
public final class RecordParsers {
  private RecordParsers() {}

  /** The parser for {@code config}; its schema is {@link ParseConfig#rowType()}. */
  public static RecordParser of(ParseConfig config) {
    RecordParser parser =
        switch (config.format()) {
          case ACCESS_LOG -> new AccessLogParser();
          case JSON -> new JsonRecordParser(jsonColumns(config));
        };
    return config.keepRaw() ? new RawKeepingParser(parser, config.rowType()) : parser;
  }

  private static StructType jsonColumns(ParseConfig config) {
    return new ParseConfig(config.format(), config.schema(), false).rowType();
  }
}
