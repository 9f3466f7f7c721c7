package io.keystream.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * JSON by a schema with nested columns, keys, headers and functions of a jar; what a wrong rule
 * refused comes back once when the rule is mended.
 */
@ExtendWith(LabExtension.class)
class DeadLettersIT {
  private static final int RECORDS = 400;
  private static final String RULE = "positive";
  private static final String[] LETTERS = {
    "-e", "keystream_service_replay_letters=true", "-e", "keystream_service_replay_rule=" + RULE
  };
  private static final String BROKEN_SCHEMA = "json: ";
  private static final String SCHEMA =
      """
      {
        "type": "object",
        "required": ["buyer", "cents", "items"],
        "properties": {
          "buyer": {"type": "object", "required": ["name"],
            "properties": {"name": {"type": "string", "minLength": 1}}},
          "cents": {"type": "integer"},
          "items": {"type": "array", "minItems": 1, "items": {"type": "object",
            "required": ["sku"], "properties": {
              "sku": {"type": "string"},
              "quantity": {"type": "integer", "format": "int32", "minimum": 1}}}}
        }
      }
      """;
  private static final String SQL =
      """
      SELECT kafka_key AS tenant,
        CAST(map_from_entries(kafka_headers)['trace'] AS STRING) AS trace,
        masked(buyer.name) AS buyer,
        CAST(euros(cents) AS STRING) AS euros,
        item.sku, item.quantity
      FROM records LATERAL VIEW explode(items) AS item
      """;

  private final Pipeline pipeline = Pipeline.of("mended-rule", "1s");
  private final List<String> accepted = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private int malformed;
  private int wronglyRefused;

  @TempDir private Path temporary;

  @Test
  void whatAWrongRuleRefusedComesBackOnce(Lab lab) throws IOException, InterruptedException {
    pipeline.prepare(lab, 2);
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    Gateway gateway = gateway(lab);
    lab.kafka(LabUser.ADMIN).send(records());
    gateway.deployWithoutPreflight();
    Commits.awaitRead(watch, RECORDS);
    assertThat(rows(lab)).containsExactlyInAnyOrderElementsOf(accepted);
    assertListed(gateway);

    gateway.withSection("validate", Map.of(RULE, "cents >= 0")).deployWithoutPreflight();
    JsonNode replayed =
        gateway.ask("dead-letters", "replay", "--rule", RULE, "--wait", "90").path("done");
    assertThat(replayed.path("failure").isNull()).as(replayed.toString()).isTrue();
    assertThat(replayed.path("records").path("written").asInt()).isEqualTo(wronglyRefused);
    assertThat(gateway.require("replay", LETTERS).stdout())
        .as("a second replay")
        .contains("changed=0");
    gateway.require("stop");

    List<String> all = new ArrayList<>(accepted);
    all.addAll(refused);
    assertThat(rows(lab)).containsExactlyInAnyOrderElementsOf(all);
    assertThat(counted(gateway)).isEqualTo(Map.of("-", malformed));
    assertThat(watch.last().orElseThrow().totals())
        .isEqualTo(new RecordCounts(RECORDS, RECORDS - malformed, 0, malformed));
    assertThat(gateway.ask("ledger", "verify").path("ok").asBoolean()).isTrue();
  }

  private Gateway gateway(Lab lab) throws IOException {
    Map<String, Object> files = Map.of("path", pipeline.output(), "format", "json");
    return new Gateway(lab, pipeline)
        .withJars(functions(lab).toString())
        .withSection("metadata", Map.of("key", "string", "headers", true))
        .withSection("parse", Map.of("format", "json", "json-schema", SCHEMA))
        .withSection(
            "functions",
            Map.of(
                "masked", "com.example.Mask", "euros", "com.example.Euros RETURNS DECIMAL(12,2)"))
        .withSection("validate", Map.of(RULE, "cents > 0"))
        .withSection("transform", Map.of("sql", SQL))
        .withSection("output", Map.of("files", files));
  }

  /** The functions of the examples, compiled as the example says. */
  private Path functions(Lab lab) throws IOException {
    Path sources = lab.options().checkout().resolve("job/src/main/examples/functions");
    Path classes = temporary.resolve("classes");
    Path jar = temporary.resolve("functions.jar");
    String classPath = String.join(":", files(lab.folders().sparkHome().resolve("jars")));
    List<String> compile = new ArrayList<>(List.of("-cp", classPath, "-proc:none"));
    compile.addAll(List.of("-d", classes.toString()));
    compile.addAll(files(sources));
    tool("javac", compile);
    tool("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
    return jar;
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).toList();
    }
  }

  private static void tool(String name, List<String> arguments) {
    int exit =
        ToolProvider.findFirst(name)
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    assertThat(exit).as(name).isZero();
  }

  /** A tenth has nothing to pay, which the rule forgets; a twentieth does not meet the schema. */
  private List<ProducerRecord<byte[], byte[]>> records() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      int cents = i % 10 == 3 ? 0 : i + 1;
      int quantity = i % 20 == 7 ? 0 : 1;
      String key = i % 4 == 0 ? null : "t" + i % 4;
      String value =
          """
          {"buyer":{"name":"user %d"},"cents":%d,"note":"ä",
           "items":[{"sku":"A-%d","quantity":%d},{"sku":"B"}]}"""
              .formatted(i, cents, i, quantity);
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              pipeline.topic(), key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8));
      record.headers().add("trace", ("trace " + i).getBytes(UTF_8));
      records.add(record);
      if (quantity == 0) {
        malformed++;
        continue;
      }
      wronglyRefused += cents == 0 ? 1 : 0;
      List<String> rows = cents == 0 ? refused : accepted;
      String row =
          "%s trace %d u*** %d.%02d "
              .formatted(key == null ? "" : key, i, cents / 100, cents % 100);
      rows.add(row + "A-" + i + " 1");
      rows.add(row + "B ");
    }
    return records;
  }

  private List<String> rows(Lab lab) throws IOException, InterruptedException {
    return JsonOutput.read(lab, pipeline.output()).stream()
        .map(
            row ->
                Stream.of("tenant", "trace", "buyer", "euros", "sku", "quantity")
                    .map(column -> row.path(column).asText(""))
                    .reduce((left, right) -> left + " " + right)
                    .orElseThrow())
        .toList();
  }

  private void assertListed(Gateway gateway) {
    assertThat(counted(gateway)).isEqualTo(Map.of(RULE, wronglyRefused, "-", malformed));
    JsonNode listed =
        gateway.ask("dead-letters", "list", "--rule", RULE, "--show-bytes", "--limit", "1");
    assertThat(listed.path("more").asBoolean()).isTrue();
    JsonNode letter = listed.path("dead_letters").path(0);
    assertThat(letter.path("topic").asText()).isEqualTo(pipeline.topic());
    assertThat(letter.path("reason").asText()).isEqualTo("rule " + RULE + ": false");
    assertThat(letter.path("value_text").asText()).contains("\"cents\":0,");
    String reason =
        gateway
            .ask("dead-letters", "list", "--reason", BROKEN_SCHEMA, "--limit", "1")
            .path("dead_letters")
            .path(0)
            .path("reason")
            .asText();
    assertThat(reason).contains("/items/0/quantity").contains("minimum 1");
  }

  /** Dead letters by rule, as the operator counts them. */
  private static Map<String, Integer> counted(Gateway gateway) {
    Map<String, Integer> counts = new HashMap<>();
    for (JsonNode group : gateway.ask("dead-letters", "count").path("groups")) {
      counts.merge(
          group.path("rule").asText("-"), group.path("dead_letters").asInt(), Integer::sum);
    }
    return counts;
  }
}
