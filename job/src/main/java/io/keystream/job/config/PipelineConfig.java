package io.keystream.job.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A validated {@code pipeline.yaml} with every default filled in.
 *
 * @param name name of the pipeline, and of the YARN application
 * @param home folder of the ledger, the checkpoints and everything else the job remembers
 * @param batchInterval time between two batches
 * @param source what is read, if that is one source
 * @param sources what is read, by name, if those are several
 * @param metadata what a row shows of its record besides position and value
 * @param parse how records become rows
 * @param jars jars that are shipped with the job
 * @param functions functions of SQL from these jars, by name
 * @param validate rules that every row must meet, by name, in the file's order
 * @param enrich reference data that rows are joined with, by name, in the file's order
 * @param transform what is made of the rows
 * @param output the only output
 * @param outputs several outputs by name
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
    @Key(doc = "What is read.") Optional<SourceConfig> source,
    @Key(
            doc =
                "Several sources, in the place of `source`: a name and a section with the keys of"
                    + " `source` each, for topics of several clusters, or topics and files. All hold"
                    + " records of one format. A record's topic is `<name>/<topic>`.")
        Map<String, SourceConfig> sources,
    @Key(doc = "What a row shows of its record besides position and value.")
        MetadataConfig metadata,
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
    @Key(
            doc =
                "[Reference data](enrichment.md) by a name each: every valid row is joined with the row"
                    + " that has its key. Those further down can use what those before have added.")
        Map<String, EnrichConfig> enrich,
    @Key(doc = "What is made of the rows before they are written.") TransformConfig transform,
    @Key(doc = "Where the rows go. One of `output` and `outputs` is required.")
        Optional<OutputConfig> output,
    @Key(
            doc =
                "Several outputs, each with a name of its own and a section like `output`. Every row is"
                    + " offered to each; a batch counts once all of them have it.")
        Map<String, OutputConfig> outputs,
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

  /** All sources by name; the only one of {@link #source} has the empty name. */
  public Map<String, SourceConfig> allSources() {
    return source.map(only -> Map.of("", only)).orElse(sources);
  }

  /** The Kafka source with its name, if there is one and not more. */
  public Optional<Map.Entry<String, KafkaSourceConfig>> onlyKafkaSource() {
    List<Map.Entry<String, KafkaSourceConfig>> all =
        allSources().entrySet().stream()
            .filter(each -> each.getValue().kafka().isPresent())
            .map(each -> Map.entry(each.getKey(), each.getValue().kafka().orElseThrow()))
            .toList();
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  /** Every Kafka cluster that is read or written, once. */
  public List<KafkaClusterConfig> kafkaClusters() {
    Stream<KafkaClusterConfig> read =
        allSources().values().stream()
            .flatMap(each -> each.kafka().stream())
            .map(kafka -> new KafkaClusterConfig(kafka.bootstrapServers(), kafka.security()));
    Stream<KafkaClusterConfig> written =
        allOutputs().values().stream()
            .flatMap(each -> each.kafka().stream())
            .flatMap(kafka -> kafka.cluster().stream());
    Stream<KafkaClusterConfig> deadLettered =
        deadLetters.kafka().stream().flatMap(kafka -> kafka.cluster().stream());
    return Stream.of(read, written, deadLettered).flatMap(each -> each).distinct().toList();
  }

  /** Every output by its name; an only one is called by its kind. */
  public Map<String, OutputConfig> allOutputs() {
    return output.map(only -> Map.of(only.kind(), only)).orElse(outputs);
  }

  /** Where the rows go, for people. */
  public String targets() {
    return output
        .map(OutputConfig::target)
        .orElseGet(
            () ->
                outputs.entrySet().stream()
                    .map(each -> each.getKey() + " " + each.getValue().target())
                    .collect(Collectors.joining(", ")));
  }

  /** Every output of files by its name, but for the dead letters. */
  public Map<String, FilesOutputConfig> fileOutputs() {
    Map<String, FilesOutputConfig> found = new LinkedHashMap<>();
    allOutputs().forEach((name, each) -> each.files().ifPresent(files -> found.put(name, files)));
    return found;
  }

  /** Every folder that files are published to, but for that of the dead letters. */
  public List<String> outputFolders() {
    return fileOutputs().values().stream().map(FilesOutputConfig::path).toList();
  }

  /** Whether some files begin with a line of the columns' names. */
  public boolean writesHeaders() {
    return fileOutputs().values().stream().anyMatch(FilesOutputConfig::header);
  }

  /** How many receivers the sources have, each of which takes a core. */
  public int receivers() {
    return allSources().values().stream().mapToInt(SourceConfig::receivers).sum();
  }

  /** Files that are parts of it, and that it is shipped with: beside it, or absolute. */
  public List<String> includedFiles() {
    return Stream.of(parse.avroSchemaFile(), parse.jsonSchemaFile())
        .flatMap(Optional::stream)
        .toList();
  }

  /** Environment variables that hold passwords, once each. */
  public List<String> passwordVariables() {
    Values values = new Values();
    RecordBinder.unbind(this, "", values);
    return values.paths().stream()
        .filter(path -> path.endsWith(".password-variable"))
        .flatMap(path -> values.text(path).stream())
        .distinct()
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
