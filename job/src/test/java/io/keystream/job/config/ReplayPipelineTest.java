package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.ReplayPipeline.Range;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayPipelineTest {
  private static final List<Range> RANGES =
      List.of(new Range("access", 0, 10, 20), new Range("access", 2, 0, 7));

  @Test
  void readsJustTheRangeAndWritesBelowTheFolder() {
    PipelineConfig replay = derive(PipelineYaml.minimal(), RANGES);

    KafkaSourceConfig kafka = replay.source().orElseThrow().kafka().orElseThrow();
    assertThat(kafka.topics()).isEmpty();
    assertThat(kafka.partitions()).contains(List.of("access:0", "access:2"));
    assertThat(kafka.start()).isEqualTo(StartPosition.OFFSETS);
    assertThat(kafka.startOffsets()).contains(List.of("access:0:10", "access:2:0"));
    assertThat(kafka.untilOffsets()).contains(List.of("access:0:20", "access:2:7"));
    assertThat(kafka.groupId()).as("which has the ACLs").isEqualTo("logs");
    assertThat(replay.name()).matches("logs-replay-[0-9a-f]{8}");
    assertThat(replay.home()).isEqualTo("/data/again/.replay");
    assertThat(replay.outputFolders()).containsExactly("/data/again/files");
    assertThat(replay.deadLetters().path()).isEqualTo("/data/again/dead-letters");
  }

  @Test
  void everythingElseStaysAsItIs() {
    PipelineYaml yaml =
        PipelineYaml.minimal()
            .replace("topics: [access]", "topic-pattern: acc.*\n    on-data-loss: record")
            .section(
                "transform",
                "sql: |",
                "  SELECT status,",
                "    count(*) AS n",
                "  FROM records GROUP BY status")
            .section("validate", "short: \"length(path) < 100\"")
            .files("format: csv", "header: true");

    PipelineConfig before = yaml.config();
    PipelineConfig replay = derive(yaml, RANGES);

    assertThat(replay.transform()).isEqualTo(before.transform());
    assertThat(replay.validate()).isEqualTo(before.validate());
    assertThat(replay.parse()).isEqualTo(before.parse());
    FilesOutputConfig files = replay.output().orElseThrow().files().orElseThrow();
    assertThat(files.format()).isEqualTo(OutputFormat.CSV);
    assertThat(files.header()).isTrue();
    KafkaSourceConfig kafka = replay.source().orElseThrow().kafka().orElseThrow();
    assertThat(kafka.onDataLoss()).as("a gap is refused").isEqualTo(DataLossPolicy.FAIL);
    assertThat(kafka.topicPattern()).isEmpty();
  }

  @Test
  void ofSeveralSourcesAndOutputsThoseStayThatCanBeReadAndWrittenAgain() {
    String text =
        """
        name: logs
        home: /user/k/logs
        sources:
          east:
            kafka:
              bootstrap-servers: [b1:9093]
              topics: [access]
              security:
                truststore:
                  location: ca.pem
          west:
            kafka:
              bootstrap-servers: [b2:9093]
              group-id: own
              topics: [access]
              security:
                truststore:
                  location: ca.pem
          archive:
            files:
              path: /data/archive
        parse:
          format: access-log
        outputs:
          log:
            files:
              path: /data/logs
              partition-by-date-of: time
              hive:
                table: web.logs
                metastore: ["thrift://m1:9083"]
          topic:
            kafka:
              topic: rows
              cluster:
                bootstrap-servers: [b1:9093]
                security:
                  truststore:
                    location: ca.pem
        """;
    PipelineConfig before = PipelineConfig.parse(text, "test");
    ReplayPipeline derived = new ReplayPipeline(before, "hdfs://ns1/data/again/");

    PipelineConfig replay =
        PipelineConfig.parse(
            derived.text(text, List.of(new Range("west/access", 0, 1, 2))), "test");

    assertThat(replay.allSources()).containsOnlyKeys("west");
    assertThat(replay.allSources().get("west").kafka().map(KafkaSourceConfig::groupId))
        .isEqualTo(Optional.of("own"));
    assertThat(replay.allOutputs()).containsOnlyKeys("log");
    assertThat(replay.allOutputs().get("log").files().orElseThrow().hive())
        .as("the table is of the original's folder")
        .isEmpty();
    assertThat(replay.outputFolders()).containsExactly("hdfs://ns1/data/again/log");
    assertThat(derived.leftOut()).containsExactly("output topic (topic rows)", "source archive");
    assertThat(ReplayPipeline.isOfKafka(before, "east/access")).isTrue();
    assertThat(ReplayPipeline.isOfKafka(before, "archive/arrivals")).isFalse();
    assertThat(ReplayPipeline.isOfKafka(before, "access")).isFalse();
  }

  @Test
  void theNameFitsAndIsThatOfTheFolder() {
    String longest = "a".repeat(63);
    PipelineConfig config =
        PipelineYaml.minimal().replace("name: logs", "name: " + longest).config();

    assertThat(new ReplayPipeline(config, "/data/again").name())
        .hasSize(63)
        .isEqualTo(new ReplayPipeline(config, "/data/again/").name())
        .isNotEqualTo(new ReplayPipeline(config, "/data/other").name());
  }

  @Test
  void foldersOfThePipelineAreRefused() {
    assertThat(problems("/data/logs/again"))
        .containsExactly(
            "/data/logs/again and the pipeline's /data/logs lie in each other: choose another"
                + " folder");
    assertThat(problems("/user/k")).hasSize(2);
    assertThat(problems("again"))
        .singleElement()
        .asString()
        .startsWith("\"again\", wanted an absolute folder");
    assertThat(problems("/data/again")).isEmpty();
  }

  private static List<String> problems(String folder) {
    return new ReplayPipeline(PipelineYaml.minimal().config(), folder).problems();
  }

  private static PipelineConfig derive(PipelineYaml yaml, List<Range> ranges) {
    ReplayPipeline replay = new ReplayPipeline(yaml.config(), "/data/again");
    assertThat(replay.problems()).isEmpty();
    return PipelineConfig.parse(replay.text(yaml.text(), ranges), "derived");
  }
}
