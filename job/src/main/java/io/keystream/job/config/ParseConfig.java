package io.keystream.job.config;

import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * How a record becomes a row. A key that the format does not have is empty; one that it has and
 * that has a default is not.
 *
 * @param format what the values are
 * @param schema columns as Spark DDL
 * @param pattern regular expression of {@link ParseFormat#REGEX}, or LogFormat of {@link
 *     ParseFormat#ACCESS_LOG}; without it that one is common or combined
 * @param delimiter the ASCII character between two fields of {@link ParseFormat#CSV}
 * @param quote the ASCII character around a field of {@link ParseFormat#CSV}
 * @param nullValue the unquoted field of {@link ParseFormat#CSV} that is null
 * @param pairDelimiter the ASCII character between two pairs of {@link ParseFormat#KEY_VALUE}
 * @param keyDelimiter the ASCII character between key and value of {@link ParseFormat#KEY_VALUE}
 * @param strict whether a field that is not in the schema is a dead letter
 * @param jsonSchema the JSON Schema of {@link ParseFormat#JSON}, wherever it was written
 * @param jsonSchemaFile the file where it was written
 * @param avroSchema the schema of {@link ParseFormat#AVRO} as JSON, wherever it was written
 * @param avroSchemaFile the file where it was written
 * @param registry where the schemas of the writers are found, with {@link ParseFormat#AVRO}
 * @param keepRaw whether a column {@value #RAW_COLUMN} keeps the bytes of the value
 */
public record ParseConfig(
    @Key(
            doc =
                "What the value of a record is. `access-log`: a line that the Apache web server"
                    + " writes, in the common or combined format or that of `pattern`. `json`: one"
                    + " object with the fields of `schema`. `csv`: one record of comma-separated"
                    + " values. `regex`: a text that `pattern` matches. `key-value`: pairs such as"
                    + " `a=1 b=\"two words\"`. `avro`: one datum in Avro's binary encoding, with"
                    + " `registry.urls` behind the id of its schema. `raw`: bytes, not looked into.")
        ParseFormat format,
    @Key(
            doc =
                "Columns as Spark DDL, such as `\"ts TIMESTAMP, user STRING, amount DECIMAL(10,2)\"`."
                    + " Required with `json` (or `json-schema`), `csv` and `key-value`; with `regex` it types the groups;"
                    + " refused otherwise. Types: STRING, INT, BIGINT, DOUBLE, FLOAT, BOOLEAN,"
                    + " TIMESTAMP, DATE, BINARY, DECIMAL(p,s).")
        Optional<String> schema,
    @Key(
            doc =
                "With `regex`, where it is required: a Java regular expression with named groups,"
                    + " which become the columns. With `access-log`: a LogFormat of the Apache web"
                    + " server; left out: common or combined.")
        Optional<String> pattern,
    @Key(
            doc = "What stands between two fields of `csv`.",
            defaultRule = FormatDefault.Delimiter.class,
            text = TextKind.CHARACTER)
        Optional<String> delimiter,
    @Key(
            doc = "What stands around a field of `csv` that is quoted; inside it is doubled.",
            defaultRule = FormatDefault.Quote.class,
            text = TextKind.CHARACTER)
        Optional<String> quote,
    @Key(
            doc = "The field of `csv` that, unquoted, is null.",
            defaultRule = FormatDefault.NullValue.class,
            text = TextKind.ANY_OR_EMPTY)
        Optional<String> nullValue,
    @Key(
            doc = "What stands between two pairs of `key-value`.",
            defaultRule = FormatDefault.PairDelimiter.class,
            text = TextKind.CHARACTER)
        Optional<String> pairDelimiter,
    @Key(
            doc = "What stands between key and value of a pair of `key-value`.",
            defaultRule = FormatDefault.KeyDelimiter.class,
            text = TextKind.CHARACTER)
        Optional<String> keyDelimiter,
    @Key(
            doc =
                "Whether a field of `json` or a key of `key-value` that `schema` does not name makes"
                    + " the record a dead letter. Otherwise it is ignored.",
            defaultRule = FormatDefault.Strict.class)
        Optional<Boolean> strict,
    @Key(
            doc =
                "A JSON Schema for records of `json`, in the place of `schema`: an object, whose"
                    + " properties become the columns. A record that does not meet it is a dead"
                    + " letter.")
        Optional<String> jsonSchema,
    @Key(doc = "The same in a file of its own, as `avro-schema-file`.", text = TextKind.FILE)
        Optional<String> jsonSchemaFile,
    @Key(
            doc =
                "The Avro schema, as JSON, by which records of `avro` are read: a record, whose fields"
                    + " become the columns. Without `registry.urls` it is also the schema by which they"
                    + " were written.")
        Optional<String> avroSchema,
    @Key(
            doc =
                "The same in a file of its own, beside `pipeline.yaml` or at a path on the gateway,"
                    + " which is shipped with the job. One"
                    + " of the two is required with `avro`.",
            text = TextKind.FILE)
        Optional<String> avroSchemaFile,
    @Key(doc = "The schema registry that the producers use.") RegistryConfig registry,
    @Key(
            doc = "Adds a binary column `raw` with the bytes of the record's value.",
            defaultValue = "false")
        boolean keepRaw) {

  /** Name of the column that keeps the bytes of the value. */
  public static final String RAW_COLUMN = "raw";

  /** The columns of a parsed row, {@value #RAW_COLUMN} last if it is kept. */
  public StructType rowType() {
    return keepRaw ? columns().add(RAW_COLUMN, "binary", false) : columns();
  }

  /** The columns that the format makes. */
  public StructType columns() {
    return switch (format) {
      case ACCESS_LOG ->
          pattern.map(LogFormat::of).map(LogFormat::columns).orElse(RowTypes.ACCESS_LOG);
      case REGEX ->
          schema
              .map(StructType::fromDDL)
              .orElseGet(() -> RowTypes.texts(RegexGroups.of(required(pattern))));
      case JSON ->
          jsonSchema
              .map(text -> JsonSchema.of(text).columns())
              .orElseGet(() -> StructType.fromDDL(required(schema)));
      case CSV, KEY_VALUE -> StructType.fromDDL(required(schema));
      case AVRO -> AvroSchemas.columns(AvroSchemas.parse(required(avroSchema)));
      case RAW -> RowTypes.RAW;
    };
  }

  private <T> T required(Optional<T> key) {
    return key.orElseThrow(
        () -> new IllegalArgumentException("a key of " + format + " is missing"));
  }
}
