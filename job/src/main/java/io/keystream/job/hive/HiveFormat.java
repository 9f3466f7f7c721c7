package io.keystream.job.hive;

import io.keystream.job.config.OutputFormat;
import java.util.List;

/**
 * How Hive reads a format.
 *
 * @param clause what a statement says of it
 * @param inputFormat class that opens the files
 * @param serdes classes that make rows of them; the first is that of the clause
 */
record HiveFormat(String clause, String inputFormat, List<String> serdes) {
  private static final String LINES = "org.apache.hadoop.mapred.TextInputFormat";
  private static final String SERDES = "org.apache.hadoop.hive.serde2.";
  private static final String READERS = "org.apache.hadoop.hive.ql.io.";

  static HiveFormat of(OutputFormat format) {
    return switch (format) {
      case PARQUET ->
          new HiveFormat(
              "STORED AS PARQUET",
              READERS + "parquet.MapredParquetInputFormat",
              List.of(READERS + "parquet.serde.ParquetHiveSerDe"));
      case ORC ->
          new HiveFormat(
              "STORED AS ORC", READERS + "orc.OrcInputFormat", List.of(READERS + "orc.OrcSerde"));
      case AVRO ->
          new HiveFormat(
              "STORED AS AVRO",
              READERS + "avro.AvroContainerInputFormat",
              List.of(SERDES + "avro.AvroSerDe"));
      case JSON ->
          lines(List.of(SERDES + "JsonSerDe", "org.apache.hive.hcatalog.data.JsonSerDe"), "");
      case CSV ->
          lines(
              List.of(SERDES + "OpenCSVSerde"),
              "\nWITH SERDEPROPERTIES ('separatorChar' = ',', 'quoteChar' = '\"',"
                  + " 'escapeChar' = '\\\\')");
      case TEXT ->
          lines(
              List.of(SERDES + "lazy.LazySimpleSerDe"),
              "\nWITH SERDEPROPERTIES ('serialization.last.column.takes.rest' = 'true')");
    };
  }

  private static HiveFormat lines(List<String> serdes, String properties) {
    return new HiveFormat(
        "ROW FORMAT SERDE '" + serdes.get(0) + "'" + properties + "\nSTORED AS TEXTFILE",
        LINES,
        serdes);
  }
}
