package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkDefaultsTest {
  @TempDir private Path folder;

  @Test
  void readsTheFileAsSparkDoes() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("spark-defaults.conf"),
            """
            # comment
            spark.dynamicAllocation.enabled   true\s\s
            spark.executor.memory=2g
            spark.driver.extraJavaOptions -Da=b -Dc=d

            spark.eventLog.dir: hdfs:///logs
            """);

    assertThat(SparkDefaults.read(file))
        .isEqualTo(
            Map.of(
                "spark.dynamicAllocation.enabled", "true",
                "spark.executor.memory", "2g",
                "spark.driver.extraJavaOptions", "-Da=b -Dc=d",
                "spark.eventLog.dir", "hdfs:///logs"));
  }

  @Test
  void aFileThatIsNotThereHoldsNothing() throws Exception {
    assertThat(SparkDefaults.read(folder.resolve("missing.conf"))).isEmpty();
  }
}
