package io.keystream.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {

  @ParameterizedTest
  @EnumSource
  void namesSayWhatIsCountedAndInWhichUnit(Metric metric) {
    assertThat(metric.fullName()).matches("keystream_[a-z]+(_[a-z]+)*");
    assertThat(metric.fullName().endsWith("_total"))
        .as("counters, and nothing else, end with _total")
        .isEqualTo(metric.kind() == Metric.Kind.COUNTER);
    assertThat(metric.help()).endsWith(".").doesNotContain("\n", "|");
    assertThat(metric.labels()).doesNotContain("pipeline", "job", "instance");
  }

  @Test
  void namesAreUnique() {
    assertThat(Arrays.stream(Metric.values()).map(Metric::fullName)).doesNotHaveDuplicates();
  }

  @Test
  void aSampleHasTheLabelsOfItsMetric() {
    assertThatThrownBy(() -> Sample.of(Metric.LAG_RECORDS, 1, "access"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("keystream_lag_records has the labels [topic, partition], found [access]");
  }
}
