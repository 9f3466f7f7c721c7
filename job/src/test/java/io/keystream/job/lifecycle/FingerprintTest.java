package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
  @TempDir private Path folder;
  private Path jar;

  @BeforeEach
  void makeJar() throws IOException {
    jar = Files.write(folder.resolve("keystream.jar"), new byte[200_000]);
  }

  @Test
  void isSixteenHexDigitsAndTheSameEachTime() throws Exception {
    String fingerprint = Fingerprint.of(jar, pipeline());

    assertThat(fingerprint).matches("[0-9a-f]{16}");
    assertThat(Fingerprint.of(jar, pipeline())).isEqualTo(fingerprint);
  }

  @Test
  void changesWithEveryByteOfTheJar() throws Exception {
    String before = Fingerprint.of(jar, pipeline());
    byte[] bytes = Files.readAllBytes(jar);
    bytes[bytes.length - 1] = 1;
    Files.write(jar, bytes);

    assertThat(Fingerprint.of(jar, pipeline())).isNotEqualTo(before);
  }

  @Test
  void doesNotChangeWithTheNameOrTheTimeOfTheJar() throws Exception {
    Path copy = Files.copy(jar, folder.resolve("other.jar"));
    Files.setLastModifiedTime(copy, java.nio.file.attribute.FileTime.fromMillis(0));

    assertThat(Fingerprint.of(copy, pipeline())).isEqualTo(Fingerprint.of(jar, pipeline()));
  }

  @Test
  void changesWithThePipeline() throws Exception {
    assertThat(Fingerprint.of(jar, PipelineYaml.minimal().replace("/data/logs", "/other").config()))
        .isNotEqualTo(Fingerprint.of(jar, pipeline()));
  }

  @Test
  void isTheSameForAPipelineThatMeansTheSame() throws Exception {
    String rewritten =
        "# a comment\n"
            + PipelineYaml.minimal().replace("[b1:9093]", "[ \"b1:9093\" ]").text()
            + "batch-interval: 5000ms\n";

    assertThat(Fingerprint.of(jar, PipelineConfig.parse(rewritten, "test")))
        .isEqualTo(Fingerprint.of(jar, pipeline()));
  }

  @Test
  void theRunningCodeHasOne() throws Exception {
    assertThat(Fingerprint.of(pipeline())).matches("[0-9a-f]{16}");
  }

  private static PipelineConfig pipeline() {
    return PipelineYaml.minimal().config();
  }
}
