package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs and dead letters in Kafka. */
class KafkaOutputProblemsTest {
  private static final String CLUSTER =
      """
        cluster:
          bootstrap-servers: [o1:9093]
          security:
            truststore:
              location: o.pem
      """;

  @Test
  void onlyTheTopicIsRequired() {
    KafkaOutputConfig kafka = output("topic: out").config().output().get().kafka().get();

    assertThat(kafka)
        .isEqualTo(
            new KafkaOutputConfig(
                "out",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                KafkaCompression.LZ4,
                Duration.ofMinutes(2),
                1_000_000,
                Optional.empty()));
    assertThat(output("topic: out").config().targets()).isEqualTo("topic out");
    assertThat(output("topic: out").config().allOutputs()).containsOnlyKeys("kafka");
  }

  @Test
  void anotherClusterHasSecurityOfItsOwn() {
    KafkaClusterConfig cluster =
        PipelineYaml.minimal()
            .section("dead-letters", "kafka:", "  topic: dead", CLUSTER)
            .config()
            .deadLetters()
            .kafka()
            .flatMap(DeadLetterTopicConfig::cluster)
            .orElseThrow();

    assertThat(cluster.bootstrapServers()).isEqualTo(List.of("o1:9093"));
    assertThat(cluster.security().auth()).isEqualTo(KafkaAuth.DELEGATION_TOKEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: status | output.kafka.key | line 1, column 1: a value of type INT, not STRING or"
            + " BINARY: CAST it",
        "key: nowhere | output.kafka.key | `nowhere`",
        "key: path AS p | output.kafka.key | a value with a name after it, p",
        "value: rand() | output.kafka.value | a function whose value is another each time",
        "headers: map(1, 2) | output.kafka.headers | not MAP<STRING, STRING> or",
        "topic-by: bytes | output.kafka.topic-by | not STRING",
        "partition: bytes | output.kafka.partition | a value of type BIGINT, not INT",
        "timestamp: path | output.kafka.timestamp | not TIMESTAMP",
        "other-topics: [x] | output.kafka.other-topics | no such key",
        "max-record-bytes: 10 | output.kafka.max-record-bytes | 10"
      })
  void aMistakeIsFound(String line, String path, String found) {
    Problem problem = Problems.only(output("topic: out", line).text());

    assertThat(problem.path()).isEqualTo(path);
    assertThat(problem.found()).contains(found);
  }

  @Test
  void columnsAndValueTogetherSayTwoThings() {
    String yaml =
        PipelineYaml.minimal()
            .section("output", "columns: [path]", "kafka:", "  topic: out", "  value: path")
            .text();

    assertThat(Problems.only(yaml).path()).isEqualTo("output.columns");
  }

  @Test
  void theClusterIsNamedWhereNoSourceHasOne() {
    String yaml = output("topic: out").section("source", "files:", "  path: /data/in").text();

    assertThat(Problems.only(yaml))
        .extracting(Problem::path, Problem::found)
        .containsExactly("output.kafka.cluster", "0 Kafka sources, and no such key");
  }

  @Test
  void aKeytabThatIsNotUsedIsRefused() {
    String yaml =
        PipelineYaml.minimal()
            .section("dead-letters", "kafka:", "  topic: dead", CLUSTER + "      keytab: k")
            .text();

    assertThat(Problems.only(yaml).path()).isEqualTo("dead-letters.kafka.cluster.security.keytab");
  }

  private static PipelineYaml output(String... lines) {
    String[] indented = new String[lines.length + 1];
    indented[0] = "kafka:";
    for (int i = 0; i < lines.length; i++) {
      indented[i + 1] = "  " + lines[i];
    }
    return PipelineYaml.minimal().section("output", indented);
  }
}
