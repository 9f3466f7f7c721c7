package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.ConfigException;
import io.keystream.job.lifecycle.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTest {
  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void makeRelease() throws Exception {
    folder = Releases.complete(temporary.resolve("release"));
  }

  @Test
  void readsEverything() throws Exception {
    Release release = Release.load(folder);

    assertThat(release.pipeline().name()).isEqualTo("logs");
    assertThat(release.principal()).isEqualTo("keystream@REALM");
    assertThat(release.keytab()).isEqualTo(Path.of("/etc/keystream/keystream.keytab"));
    assertThat(release.sparkSubmit()).isEqualTo("/opt/spark/bin/spark-submit");
    assertThat(release.jar()).isEqualTo(folder.resolve("keystream.jar"));
    assertThat(release.queue()).isEmpty();
    assertThat(release.files()).isEmpty();
    assertThat(release.kafkaKeytab()).isEmpty();
  }

  @Test
  void readsWhatMayBeLeftOut() throws Exception {
    Releases.append(
        folder,
        "submit.properties",
        "queue=streaming\nfiles=/a/ca.pem, /a/log4j2.properties\nkafka-keytab=/a/kafka.keytab\n");
    Release release = Release.load(folder);

    assertThat(release.queue()).contains("streaming");
    assertThat(release.files()).containsExactly("/a/ca.pem", "/a/log4j2.properties");
    assertThat(release.kafkaKeytab()).contains("/a/kafka.keytab");
  }

  @Test
  void takesAnEmptyValueForNone() throws Exception {
    Releases.append(folder, "submit.properties", "queue=\nfiles= \nkafka-keytab=\n");
    Release release = Release.load(folder);

    assertThat(release.queue()).isEmpty();
    assertThat(release.files()).isEmpty();
    assertThat(release.kafkaKeytab()).isEmpty();
  }

  @Test
  void readsSettingsInTheirOrderWithoutComments() throws Exception {
    assertThat(Release.load(folder).sparkConf())
        .containsExactly(
            Map.entry("spark.executor.instances", "2"),
            Map.entry("spark.streaming.receiver.writeAheadLog.enable", "true"),
            Map.entry("spark.executor.extraJavaOptions", "-Da=b -Dc=d"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark.executor.instances 3", "=3", "spark"})
  void refusesALineThatIsNoSetting(String line) throws Exception {
    Releases.append(folder, "spark.conf", line + "\n");

    assertRefused(
        () -> Release.load(folder).sparkConf(),
        folder.resolve("spark.conf") + ": wanted key=value, found '" + line + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipeline.yaml", "submit.properties", "spark.conf", "keystream.jar"})
  void namesAFileThatIsNotThere(String name) throws Exception {
    Files.delete(folder.resolve(name));

    assertRefused(
        () -> new SparkSubmit(Release.load(folder), Map.of()).command(),
        "No readable "
            + name
            + " in "
            + folder
            + ": name the release folder with --release, or deploy it with the deploy playbook");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark-submit", "principal", "keytab"})
  void namesASettingThatIsMissing(String key) throws Exception {
    Releases.append(folder, "submit.properties", key + " =\n");

    assertRefused(
        () -> new SparkSubmit(Release.load(folder), Map.of()).command(),
        folder.resolve("submit.properties") + " has no '" + key + "'");
  }

  @Test
  void passesOnWhatIsWrongWithThePipeline() throws Exception {
    Files.writeString(folder.resolve("pipeline.yaml"), "name: X\n");

    assertThatThrownBy(() -> Release.load(folder))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Invalid configuration " + folder.resolve("pipeline.yaml") + ": ");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFIGURATION))
        .hasMessage(message);
  }
}
