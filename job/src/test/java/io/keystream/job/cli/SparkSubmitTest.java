package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.PipelineYaml;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.lifecycle.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkSubmitTest {
  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void makeRelease() throws Exception {
    folder = Releases.complete(temporary.resolve("release"));
  }

  @Test
  void theCommandIsThis() throws Exception {
    Releases.append(
        folder,
        "submit.properties",
        "queue=streaming\nfiles=/a/ca.pem,/a/log4j2.properties\nkafka-keytab=/a/kafka.keytab\n");

    assertThat(command(Map.of()))
        .containsExactly(
            "/opt/spark/bin/spark-submit",
            "--master",
            "yarn",
            "--deploy-mode",
            "cluster",
            "--name",
            "logs",
            "--principal",
            "keystream@REALM",
            "--keytab",
            "/etc/keystream/keystream.keytab",
            "--queue",
            "streaming",
            "--files",
            folder + "/pipeline.yaml,/a/ca.pem,/a/log4j2.properties,/a/kafka.keytab",
            "--conf",
            "spark.executor.instances=2",
            "--conf",
            "spark.streaming.receiver.writeAheadLog.enable=true",
            "--conf",
            "spark.executor.extraJavaOptions=-Da=b -Dc=d",
            "--conf",
            "spark.yarn.tags=keystream:logs",
            "--class",
            "io.keystream.job.lifecycle.StreamingJob",
            folder + "/keystream.jar",
            "pipeline.yaml");
  }

  @Test
  void whatThePipelineIncludesIsShippedWithIt() throws Exception {
    Files.writeString(
        folder.resolve("r.avsc"),
        """
        {"type": "record", "name": "R", "fields": [{"name": "a", "type": "int"}]}
        """);
    Files.write(folder.resolve("functions.jar"), new byte[0]);
    Files.writeString(
        folder.resolve("pipeline.yaml"),
        PipelineYaml.minimal()
            .section("parse", "format: avro", "avro-schema-file: r.avsc")
            .section("jars", "- functions.jar")
            .text());

    assertThat(command(Map.of()))
        .containsSubsequence("--files", folder + "/pipeline.yaml," + folder + "/r.avsc")
        .containsSubsequence("--jars", folder + "/functions.jar", "--conf");
  }

  @Test
  void withoutQueueOrFilesTheyAreLeftOut() throws Exception {
    assertThat(command(Map.of()))
        .doesNotContain("--queue")
        .containsSubsequence("--files", folder + "/pipeline.yaml", "--conf");
  }

  @Test
  void whatTheOperatorSetsWinsAndIsPassedOnce() throws Exception {
    List<String> command =
        command(Map.of("spark.executor.instances", "5", "spark.yarn.maxAppAttempts", "1"));

    assertThat(command)
        .contains("spark.executor.instances=5", "spark.yarn.maxAppAttempts=1")
        .doesNotContain("spark.executor.instances=2");
  }

  @Test
  void nobodyCanTakeTheTagAway() throws Exception {
    assertThat(command(Map.of("spark.yarn.tags", "other")))
        .contains("spark.yarn.tags=keystream:logs")
        .doesNotContain("spark.yarn.tags=other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"spark.dynamicAllocation.enabled", "spark.streaming.dynamicAllocation.enabled"})
  void dynamicAllocationCannotBeSmuggledIn(String key) {
    assertThatThrownBy(() -> command(Map.of(key, "true")))
        .isInstanceOfSatisfying(
            JobFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.DYNAMIC_ALLOCATION))
        .hasMessageContaining(key + " is true, wanted false");
  }

  @Test
  void theKeytabCannotBeShippedUnderItsOwnName() throws Exception {
    Releases.append(folder, "submit.properties", "kafka-keytab=/other/keystream.keytab\n");

    assertThatThrownBy(() -> command(Map.of()))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFIGURATION))
        .hasMessage(
            "Two files to ship have the same base name: keytab /etc/keystream/keystream.keytab and"
                + " /other/keystream.keytab. Give one a different name in submit.properties.");
  }

  @Test
  void twoFilesOfOneNameCannotBeShipped() throws Exception {
    Releases.append(folder, "submit.properties", "files=/a/ca.pem,/b/ca.pem\n");

    assertThatThrownBy(() -> command(Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "Two files to ship have the same base name: /a/ca.pem and /b/ca.pem. Give one a"
                + " different name in submit.properties.");
  }

  private List<String> command(Map<String, String> overrides) throws IOException {
    return new SparkSubmit(Release.load(folder), overrides).command();
  }
}
