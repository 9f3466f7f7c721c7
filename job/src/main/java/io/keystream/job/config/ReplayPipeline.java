package io.keystream.job.config;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * The pipeline that reads offsets of another one again, into a folder of its own: the same rows by
 * the same rules, with a ledger, a name and an end.
 *
 * <p>What the other pipeline's system of lock, tokens and ACLs knows by name stays as it is: names
 * of sources, and the consumer groups.
 *
 * @param original the pipeline whose text it is made of
 * @param folder where everything goes that it writes
 */
public record ReplayPipeline(PipelineConfig original, String folder) {
  /** Below the folder: what the run remembers. */
  private static final String HOME = "/.replay";

  private static final String DEAD_LETTERS = "/dead-letters";
  private static final int LONGEST_NAME = 63;

  /**
   * Offsets of a partition, as the ledger knows it.
   *
   * @param topic with the name of its source before it, if it has one
   * @param from the first offset
   * @param until the first offset that is not read any more
   */
  public record Range(String topic, int partition, long from, long until) {
    private String source() {
      int slash = topic.indexOf('/');
      return slash < 0 ? "" : topic.substring(0, slash);
    }

    private String inKafka() {
      return topic.substring(topic.indexOf('/') + 1) + ":" + partition;
    }
  }

  /** Whether a topic, as the ledger knows it, is one of a Kafka source of the pipeline. */
  public static boolean isOfKafka(PipelineConfig pipeline, String topic) {
    SourceConfig source = pipeline.allSources().get(new Range(topic, 0, 0, 0).source());
    return source != null && source.kafka().isPresent();
  }

  /** The same for the same folder, so that one folder is the target of one run at a time. */
  public String name() {
    String suffix =
        "-replay-" + HexFormat.of().toHexDigits(FolderPath.of(folder).text().hashCode());
    String name = original.name();
    return name.substring(0, Math.min(name.length(), LONGEST_NAME - suffix.length())) + suffix;
  }

  public String home() {
    return FolderPath.of(folder).text() + HOME;
  }

  /** Why there can be no such pipeline, a sentence each. */
  public List<String> problems() {
    if (!TextKind.FOLDER.accepts(folder)) {
      return List.of("\"" + folder + "\", wanted " + TextKind.FOLDER.meaning());
    }
    List<String> problems = new ArrayList<>();
    if (original.outputFolders().isEmpty()) {
      problems.add("the pipeline has no output of files, and only files are written again");
    }
    FolderPath target = FolderPath.of(folder);
    foldersOfOriginal()
        .filter(own -> target.isWithin(own) || own.isWithin(target))
        .forEach(
            own ->
                problems.add(
                    target.text()
                        + " and the pipeline's "
                        + own.text()
                        + " lie in each other: choose another folder"));
    return problems;
  }

  private Stream<FolderPath> foldersOfOriginal() {
    List<String> folders = new ArrayList<>(original.outputFolders());
    folders.add(original.deadLetters().path());
    folders.add(original.home());
    original
        .allSources()
        .values()
        .forEach(source -> source.files().ifPresent(files -> folders.add(files.path())));
    return folders.stream().map(FolderPath::of);
  }

  /** What the original does and this does not, one phrase each. */
  public List<String> leftOut() {
    List<String> left = new ArrayList<>();
    original
        .allOutputs()
        .forEach(
            (name, output) -> {
              if (output.files().isEmpty()) {
                left.add("output " + name + " (" + output.target() + ")");
              }
            });
    original.deadLetters().kafka().ifPresent(t -> left.add("topic of dead letters " + t.topic()));
    original
        .allSources()
        .forEach(
            (name, source) -> {
              if (source.kafka().isEmpty()) {
                left.add(name.isEmpty() ? "the source" : "source " + name);
              }
            });
    return left;
  }

  /**
   * The text of the pipeline.
   *
   * @param yaml the original's text
   * @param ranges of partitions of Kafka sources, each with something to read
   */
  public String text(String yaml, List<Range> ranges) {
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(YamlText.MAX_CHARACTERS).build();
    Map<String, Object> document = mapping(new Load(settings).loadFromString(yaml));
    document.put("name", name());
    document.put("home", home());
    bound(document, ranges);
    redirect(document);
    document.put("dead-letters", Map.of("path", FolderPath.of(folder).text() + DEAD_LETTERS));
    DumpSettings block =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setSplitLines(false).build();
    return new Dump(block).dumpToString(document);
  }

  private void bound(Map<String, Object> document, List<Range> ranges) {
    Map<String, Object> sources =
        document.containsKey("source")
            ? Map.of("", mapping(document.get("source")))
            : mapping(document.get("sources"));
    for (String name : List.copyOf(sources.keySet())) {
      List<Range> own = ranges.stream().filter(range -> range.source().equals(name)).toList();
      if (own.isEmpty()) {
        sources.remove(name);
      } else {
        Map<String, Object> kafka = mapping(mapping(sources.get(name)).get("kafka"));
        KafkaSourceConfig config = original.allSources().get(name).kafka().orElseThrow();
        bound(kafka, config.groupId(), own);
      }
    }
  }

  private static void bound(Map<String, Object> kafka, String groupId, List<Range> ranges) {
    List.of("topics", "topic-pattern", "start-timestamp").forEach(kafka::remove);
    kafka.put("partitions", ranges.stream().map(Range::inKafka).toList());
    kafka.put("group-id", groupId);
    kafka.put("start", StartPosition.OFFSETS.toString());
    kafka.put("start-offsets", ranges.stream().map(r -> r.inKafka() + ":" + r.from()).toList());
    kafka.put("until-offsets", ranges.stream().map(r -> r.inKafka() + ":" + r.until()).toList());
    kafka.put("on-data-loss", DataLossPolicy.FAIL.toString());
  }

  private void redirect(Map<String, Object> document) {
    if (document.containsKey("output")) {
      redirect("files", mapping(document.get("output")));
      return;
    }
    Map<String, Object> outputs = mapping(document.get("outputs"));
    for (String name : List.copyOf(outputs.keySet())) {
      if (original.outputs().get(name).files().isEmpty()) {
        outputs.remove(name);
      } else {
        redirect(name, mapping(outputs.get(name)));
      }
    }
  }

  private void redirect(String name, Map<String, Object> output) {
    Map<String, Object> files = mapping(output.get("files"));
    files.put("path", FolderPath.of(folder).text() + "/" + name);
    // The table is that of the original's folder.
    files.remove("hive");
  }

  /** The file was read before: what is a section there is one. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> mapping(Object node) {
    return node instanceof Map<?, ?> map ? (Map<String, Object>) map : new LinkedHashMap<>();
  }
}
