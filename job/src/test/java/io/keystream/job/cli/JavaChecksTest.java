package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.security.preflight.Finding;
import io.keystream.security.preflight.NotAsWanted;
import io.keystream.security.preflight.Preflight;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JavaChecksTest {
  private static final String DRIVER = "spark.driver.extraJavaOptions";

  @Test
  void passesOptionsThatAJvmStartsWith() throws Exception {
    List<Finding> found =
        run(Map.of(DRIVER, "-XX:+ExitOnOutOfMemoryError -Da=b -Xlog:gc:file=/nowhere/gc.log"));

    assertThat(found).allSatisfy(f -> assertThat(f.ok()).as(f.found()).isTrue());
  }

  @Test
  void refusesOptionsOfAnOlderJava() throws Exception {
    Finding finding = run(Map.of(DRIVER, "-XX:+UseConcMarkSweepGC")).get(1);

    assertThat(finding.id()).isEqualTo("java-options");
    assertThat(finding.lookedAt()).isEqualTo(DRIVER);
    assertThat(finding.found()).startsWith("exit code 1: ").contains("UseConcMarkSweepGC");
    assertThat(finding.remedy()).contains("keystream_driver_java_options");
  }

  @Test
  void refusesAnOlderJava() {
    assertThatThrownBy(() -> JavaChecks.version(11))
        .isInstanceOf(NotAsWanted.class)
        .hasMessage("Java 11, wanted 17 or newer");
  }

  @Test
  void refusesASparkThatDoesNotOpenWhatItNeeds() throws Exception {
    ClassLoader old = ClassLoader.getPlatformClassLoader();
    Finding finding = Preflight.run(new JavaChecks(Map.of(), old).all()).checks().get(3);

    assertThat(finding.id()).isEqualTo("add-opens");
    assertThat(finding.found()).contains("cannot access class sun.nio.ch.DirectBuffer");

    String opened = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";
    assertThat(
            Preflight.run(new JavaChecks(Map.of(DRIVER, opened), old).all())
                .checks()
                .get(3)
                .found())
        .isEqualTo("opened by spark.driver.extraJavaOptions");
  }

  private static List<Finding> run(Map<String, String> settings) throws InterruptedException {
    return Preflight.run(new JavaChecks(settings).all()).checks();
  }
}
