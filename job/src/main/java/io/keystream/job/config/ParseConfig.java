package io.keystream.job.config;

import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * How a record becomes a row.
 *
 * @param format what the values are
 * @param schema columns of {@link ParseFormat#JSON}, as Spark DDL
 * @param keepRaw whether a column {@value #RAW_COLUMN} keeps the bytes of the value
 */
public record ParseConfig(
    @Key(
            doc =
                "`access-log`: a line in the common or combined format of the Apache web server."
                    + " `json`: one JSON object per record, with the fields of `schema`.")
        ParseFormat format,
    @Key(
            doc =
                "Columns as Spark DDL, such as `\"ts TIMESTAMP, user STRING, amount DECIMAL(10,2)\"`."
                    + " Required with `format: json`, refused otherwise. Types: STRING, INT, BIGINT,"
                    + " DOUBLE, FLOAT, BOOLEAN, TIMESTAMP, DATE, BINARY, DECIMAL(p,s).")
        Optional<String> schema,
    @Key(
            doc = "Adds a binary column `raw` with the bytes of the record's value.",
            defaultValue = "false")
        boolean keepRaw) {

  /** Name of the column that keeps the bytes of the value. */
  public static final String RAW_COLUMN = "raw";

  /** The columns of a parsed row, {@value #RAW_COLUMN} last if it is kept. */
  public StructType rowType() {
    StructType columns = RowTypes.of(format, schema);
    return keepRaw ? columns.add(RAW_COLUMN, "binary", false) : columns;
  }
}
