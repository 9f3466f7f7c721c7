package io.keystream.job.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A validated {@code pipeline.yaml} with every default filled in.
 *
 * @param name name of the pipeline, and of the YARN application
 * @param home folder of the ledger, the checkpoints and everything else the job remembers
 * @param batchInterval time between two batches
 * @param source what is read
 * @param parse how records become rows
 * @param jars jars that are shipped with the job
 * @param functions functions of SQL from these jars, by name
 * @param validate rules that every row must meet, by name, in the file's order
 * @param transform what is made of the rows
 * @param output what is written
 * @param deadLetters where records go that are no valid rows
 */
public record PipelineConfig(
    @Key(
            doc =
                "Name of the pipeline. The YARN application carries it, and the tag"
                    + " `keystream:<name>`.",
            text = TextKind.NAME)
        String name,
    @Key(
            doc =
                "Folder on the cluster's file system for all that the job remembers: ledger, epochs,"
                    + " checkpoints, staged files. One pipeline, one home.",
            text = TextKind.FOLDER)
        String home,
    @Key(
            doc = "Time between two batches, with a unit: `ms`, `s`, `m` or `h`.",
            defaultValue = "5s",
            min = "200ms",
            max = "1h")
        Duration batchInterval,
    @Key(name = "source.kafka", doc = "The Kafka topics read.") KafkaSourceConfig source,
    @Key(doc = "How a record becomes a row.") ParseConfig parse,
    @Key(
            doc =
                "Jars whose classes the job needs: the name of a file beside `pipeline.yaml`, or a path"
                    + " on the gateway. They are shipped with the job.",
            text = TextKind.FILE)
        Optional<List<String>> jars,
    @Key(
            doc =
                "Functions for `validate` and `transform`: a name and a class each, which implements"
                    + " one of Spark's interfaces `org.apache.spark.sql.api.java.UDF0` to `UDF22`. What"
                    + " it returns is told by the class, or by `RETURNS` and a type after its name, such"
                    + " as `com.example.Tax RETURNS DECIMAL(10,2)`.",
            names = TextKind.FUNCTION)
        Map<String, String> functions,
    @Key(
            doc =
                "Rules for the rows: a name and a condition in Spark SQL each, over the position"
                    + " columns and the parsed ones. A row for which a condition is false or null is a"
                    + " dead letter that names the first such rule.")
        Map<String, String> validate,
    @Key(doc = "What is made of the rows before they are written.") TransformConfig transform,
    @Key(name = "output.files", doc = "The files written.") FilesOutputConfig output,
    @Key(doc = "Where records go that could not be parsed, or failed a rule.")
        DeadLettersConfig deadLetters) {

  /**
   * Reads and validates a file, and the files beside it that it includes.
   *
   * @throws ConfigException with every problem found
   * @throws IOException if the file cannot be read
   */
  public static PipelineConfig load(Path file) throws IOException {
    return PipelineReader.load(file);
  }

  /**
   * Reads and validates a text. Files that it includes are looked for in the working folder.
   *
   * @param sourceName what messages call the text, such as a file name
   * @throws ConfigException with every problem found
   */
  public static PipelineConfig parse(String yaml, String sourceName) {
    return PipelineReader.parse(yaml, sourceName);
  }

  /** Files that are parts of it, and that it is shipped with: beside it, or absolute. */
  public List<String> includedFiles() {
    return Stream.of(parse.avroSchemaFile(), parse.jsonSchemaFile())
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * One line {@code key = value} per key, sorted, defaults filled in. Two files that mean the same
   * have the same canonical text.
   */
  public String canonical() {
    return CanonicalText.of(this);
  }
}
