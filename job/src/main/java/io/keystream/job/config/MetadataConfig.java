package io.keystream.job.config;

import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * What a row shows of its record besides position and value.
 *
 * @param key as what type the key is a column; none: it is not
 * @param headers whether the headers are a column
 */
public record MetadataConfig(
    @Key(
            doc =
                "Adds a column `kafka_key` with the key of the record, null if it has none: `binary`"
                    + " its bytes, `string` a text; a key that is not UTF-8 then makes the record a"
                    + " dead letter. Left out: no such column.")
        Optional<KeyType> key,
    @Key(
            doc =
                "Adds a column `kafka_headers` with the headers of the record in their order, each a"
                    + " struct of `key` and `value`.",
            defaultValue = "false")
        boolean headers) {

  /** The columns that stand before the parsed ones. */
  public StructType columns() {
    return RowTypes.metadata(key, headers);
  }
}
