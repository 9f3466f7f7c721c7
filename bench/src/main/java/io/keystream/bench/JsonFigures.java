package io.keystream.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The result for machines: every run, the medians and the ratios. */
final class JsonFigures {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonFigures() {}

  static void write(
      Path file,
      BenchSettings settings,
      Map<Contender, List<Measurement>> runs,
      Map<Contender, Medians> medians)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("records", settings.records());
    root.put("rounds", settings.rounds());
    root.put("heap", settings.heap());
    root.put("processors", Runtime.getRuntime().availableProcessors());
    ObjectNode contenders = root.putObject("contenders");
    medians.forEach(
        (contender, median) -> {
          ObjectNode node = contenders.putObject(contender.label());
          median(node.putObject("median"), median);
          ArrayNode each = node.putArray("runs");
          runs.get(contender).forEach(run -> measurement(each.addObject(), run));
        });
    ArrayNode ratios = root.putArray("ratios");
    for (Ratio ratio : Ratio.of(medians)) {
      ratios
          .addObject()
          .put("ours", ratio.ours().label())
          .put("peer", ratio.peer().label())
          .put("records_per_second", ratio.rate())
          .put("cpu_per_record", ratio.cpu())
          .put("aim", ratio.aim());
    }
    Files.writeString(file, JSON.writeValueAsString(root) + "\n");
  }

  private static void median(ObjectNode node, Medians median) {
    node.put("drain_seconds", median.drainSeconds())
        .put("jvm_seconds", median.jvmSeconds())
        .put("records_per_second", median.recordsPerSecond())
        .put("cpu_seconds_per_million", median.cpuPerMillion())
        .put("peak_mebibytes", median.peakMebibytes());
  }

  private static void measurement(ObjectNode node, Measurement run) {
    node.put("drain_seconds", run.drainSeconds())
        .put("jvm_seconds", run.jvmSeconds())
        .put("records_per_second", run.recordsPerSecond())
        .put("cpu_seconds", run.cpuSeconds())
        .put("peak_mebibytes", run.peakMebibytes());
  }
}
