package io.keystream.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import org.junit.jupiter.api.Test;

class DriverMetricsTest {
  private final DriverMetrics metrics = new DriverMetrics();

  @Test
  void sparksRegistryFollowsWhatIsShownLater() {
    MetricRegistry sparks = new MetricRegistry();
    sparks.register("access-logs.driver.keystream", metrics.metricRegistry());

    metrics.show(Metric.LAG_RECORDS, 7, "web.access", "0");
    assertThat(sparks.getGauges().get("access-logs.driver.keystream.lag_records.web_access.0"))
        .isNotNull();
    metrics.drop(Metric.LAG_RECORDS, "web.access", "0");

    assertThat(sparks.getNames()).isEmpty();
  }

  @Test
  void aValueThatCannotBeHadIsLeftOutAndFailsNobody() {
    metrics.show(
        Metric.EXECUTORS,
        () -> {
          throw new IllegalStateException("stopped");
        });
    metrics.show(Metric.COMMIT_AGE, () -> Double.NaN);
    metrics.show(Metric.EPOCH, 3);

    assertThat(metrics.samples()).containsExactly(Sample.of(Metric.EPOCH, 3));
    assertThat(metrics.metricRegistry().getGauges().get("executors").getValue())
        .isEqualTo(Double.NaN);
  }

  @Test
  void topicsWhoseNamesLookAlikeToSparkAreToldApartInPrometheus() {
    metrics.show(Metric.LAG_RECORDS, 1, "web.access", "0");
    metrics.show(Metric.LAG_RECORDS, 2, "web_access", "0");

    assertThat(metrics.samples())
        .containsExactlyInAnyOrder(
            Sample.of(Metric.LAG_RECORDS, 1, "web.access", "0"),
            Sample.of(Metric.LAG_RECORDS, 2, "web_access", "0"));
  }

  @Test
  void countersAddUp() {
    metrics.add(Metric.RECORDS_READ, 0);
    metrics.add(Metric.RECORDS_READ, 5);
    metrics.add(Metric.RECORDS_READ, 2);

    assertThat(metrics.samples()).containsExactly(Sample.of(Metric.RECORDS_READ, 7));
  }
}
