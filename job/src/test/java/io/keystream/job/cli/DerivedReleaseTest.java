package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.ConfigException;
import io.keystream.job.config.PipelineYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivedReleaseTest {
  @TempDir private Path temporary;
  private Path folder;
  private Release original;

  @BeforeEach
  void makeRelease() throws Exception {
    folder = Releases.complete(temporary.resolve("release"));
    original = Release.load(folder);
  }

  @Test
  void isSubmittedUnderItsOwnNameWithEverythingElseOfTheOriginal() throws Exception {
    try (DerivedRelease derived = DerivedRelease.of(original, named("logs-replay-1"))) {
      List<String> command = new SparkSubmit(derived.release(), Map.of()).command();

      assertThat(command)
          .containsSubsequence("--name", "logs-replay-1")
          .containsSubsequence("--files", derived.folder() + "/pipeline.yaml")
          .contains("spark.yarn.tags=keystream:logs-replay-1", "spark.executor.instances=2")
          .contains(derived.folder() + "/keystream.jar");
      assertThat(derived.folder().resolve("keystream.jar")).isSymbolicLink();
    }
    assertThat(Files.readString(folder.resolve("pipeline.yaml"))).contains("name: logs\n");
  }

  @Test
  void isGoneWhenItIsClosedAndTheOriginalIsNot() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/reference.csv"), "a");
    Path derived;

    try (DerivedRelease release = DerivedRelease.of(original, named("other"))) {
      derived = release.folder();
      assertThat(derived.resolve("data/reference.csv")).hasContent("a");
    }

    assertThat(derived).doesNotExist();
    assertThat(folder.resolve("data/reference.csv")).hasContent("a");
    assertThat(folder.resolve("keystream.jar")).exists();
  }

  @Test
  void isNotMadeOfAnInvalidPipeline() {
    assertThatThrownBy(() -> DerivedRelease.of(original, named("Has Spaces")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Has Spaces");
  }

  private static String named(String name) {
    return PipelineYaml.minimal().replace("name: logs", "name: " + name).text();
  }
}
