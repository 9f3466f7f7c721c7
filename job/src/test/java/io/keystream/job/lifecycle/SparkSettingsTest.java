package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkSettingsTest {
  private final Map<String, String> settings =
      new HashMap<>(Map.of("spark.streaming.receiver.writeAheadLog.enable", "true"));

  @Test
  void acceptsTheWriteAheadLogAndDefaultsOtherwise() {
    SparkSettings.check(settings);

    assertThat(SparkSettings.dynamicAllocation(Map.of())).isEmpty();
  }

  @Test
  void acceptsSettingsThatAreOffInSoManyWords() {
    settings.put("spark.dynamicAllocation.enabled", "false");
    settings.put("spark.streaming.dynamicAllocation.enabled", "false");
    settings.put("spark.streaming.concurrentJobs", "1");
    settings.put("spark.speculation", "false");

    SparkSettings.check(settings);
  }

  @Test
  void refusesAsManyReceiversAsCores() {
    settings.put("spark.executor.instances", "2");
    settings.put("spark.executor.cores", "2");

    SparkSettings.checkCores(settings, 3);
    assertThatThrownBy(() -> SparkSettings.checkCores(settings, 4))
        .isInstanceOf(JobFailure.class)
        .hasMessage(
            "Keystream stopped with exit code 10: spark.executor.instances (2) times"
                + " spark.executor.cores (2) is 4, wanted more than the 4 receivers of the"
                + " pipeline, each of which takes a core for good: batches would never run. Raise"
                + " one of the two in spark.conf, or lower receivers.");
  }

  @Test
  void needsNoCoresForReceiversThatAreNotThere() {
    SparkSettings.checkCores(Map.of("spark.executor.instances", "1"), 0);
    assertThatThrownBy(() -> SparkSettings.checkCores(Map.of(), 2))
        .hasMessageContaining("spark.executor.instances (2) times spark.executor.cores (1) is 2,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"spark.dynamicAllocation.enabled", "spark.streaming.dynamicAllocation.enabled"})
  void refusesDynamicAllocation(String key) {
    settings.put(key, " TRUE ");

    assertRefused(
        ExitCode.DYNAMIC_ALLOCATION,
        "Keystream stopped with exit code 11: "
            + key
            + " is true, wanted false: executors removed between batches take received data and"
            + " cached consumers with them. Remove it from --conf, or set "
            + key
            + "=false in spark.conf to override the cluster's spark-defaults.");
  }

  @Test
  void namesEverySettingThatTurnsDynamicAllocationOn() {
    settings.put("spark.dynamicAllocation.enabled", "true");
    settings.put("spark.streaming.dynamicAllocation.enabled", "true");

    assertThat(SparkSettings.dynamicAllocation(settings))
        .hasSize(2)
        .anyMatch(problem -> problem.startsWith("spark.dynamicAllocation.enabled is true"))
        .anyMatch(problem -> problem.startsWith("spark.streaming.dynamicAllocation.enabled is"));
  }

  @Test
  void refusesBatchesOutOfOrder() {
    settings.put("spark.streaming.concurrentJobs", "2");

    assertRefused(
        ExitCode.CONFIGURATION,
        "Keystream stopped with exit code 10: spark.streaming.concurrentJobs is 2, wanted 1:"
            + " batches are committed in order.");
  }

  @Test
  void refusesSpeculation() {
    settings.put("spark.speculation", "true");

    assertRefused(
        ExitCode.CONFIGURATION,
        "Keystream stopped with exit code 10: spark.speculation is true, wanted false: a second"
            + " attempt of a slow task reads the same offsets with the same consumer group and"
            + " only slows it further.");
  }

  @Test
  void refusesToRunWithoutTheWriteAheadLog() {
    settings.clear();

    assertRefused(
        ExitCode.CONFIGURATION,
        "Keystream stopped with exit code 10: spark.streaming.receiver.writeAheadLog.enable is not"
            + " true, wanted true: without it data a receiver acknowledged is lost with its"
            + " executor.");
  }

  @Test
  void tellsAllProblemsAtOnce() {
    settings.clear();
    settings.put("spark.speculation", "true");
    settings.put("spark.streaming.concurrentJobs", "0");

    assertThat(SparkSettings.problems(settings)).hasSize(3);
    assertThatThrownBy(() -> SparkSettings.check(settings))
        .hasMessageContaining("concurrentJobs")
        .hasMessageContaining("speculation")
        .hasMessageContaining("writeAheadLog");
  }

  private void assertRefused(ExitCode code, String message) {
    assertThatThrownBy(() -> SparkSettings.check(settings))
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(code))
        .hasMessage(message);
  }
}
