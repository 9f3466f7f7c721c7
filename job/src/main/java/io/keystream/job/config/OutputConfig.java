package io.keystream.job.config;

import java.util.List;
import java.util.Optional;

/**
 * An output: which rows and columns, and where they go. Exactly one of the kinds is present.
 *
 * @param where condition for the rows written
 * @param columns what is written of a row: columns and expressions
 * @param files files on the cluster's file system
 * @param kafka records in Kafka
 * @param jdbc a table of a database
 * @param custom a sink of the user's own
 */
public record OutputConfig(
    @Key(
            doc =
                "Only rows for which this condition is true are written to this output: Spark SQL over"
                    + " the columns of one row.")
        Optional<String> where,
    @Key(
            doc =
                "What is written of a row: names of columns, and expressions such as `upper(method) AS"
                    + " method`. Left out: all columns.")
        Optional<List<String>> columns,
    @Key(doc = "Files.") Optional<FilesOutputConfig> files,
    @Key(doc = "Records in Kafka.") Optional<KafkaOutputConfig> kafka,
    @Key(doc = "A table of a database.") Optional<JdbcOutputConfig> jdbc,
    @Key(doc = "A sink of your own.") Optional<CustomOutputConfig> custom) {

  /** The kinds of outputs: each a section of an output. */
  static final List<String> KINDS = List.of("files", "kafka", "jdbc", "custom");

  /** Where the rows go, for people. */
  public String target() {
    return files
        .map(FilesOutputConfig::path)
        .or(() -> kafka.map(records -> "topic " + records.topic()))
        .or(() -> jdbc.map(to -> to.table() + " at " + to.url()))
        .orElseGet(() -> custom.orElseThrow().className());
  }

  /** The kind that is present. */
  String kind() {
    if (kafka.isPresent()) {
      return "kafka";
    }
    if (jdbc.isPresent()) {
      return "jdbc";
    }
    return files.isPresent() ? "files" : "custom";
  }
}
