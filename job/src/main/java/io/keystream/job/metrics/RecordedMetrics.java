package io.keystream.job.metrics;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a driver measured, as it writes it down for the gateway: {@code control/metrics.json}.
 *
 * @param values by short name, and then by the values of the labels, with a tab between them
 */
public record RecordedMetrics(
    String applicationId, long epoch, Instant recordedAt, Map<String, Map<String, Double>> values) {
  private static final String BETWEEN = "\t";

  /** What there is to record. */
  public static RecordedMetrics of(
      String applicationId, long epoch, Instant now, List<Sample> samples) {
    Map<String, Map<String, Double>> values = new TreeMap<>();
    for (Sample sample : samples) {
      values
          .computeIfAbsent(sample.metric().shortName(), name -> new TreeMap<>())
          .put(String.join(BETWEEN, sample.labels()), sample.value());
    }
    return new RecordedMetrics(applicationId, epoch, now, values);
  }

  /** The values of the metrics that this version knows. */
  public List<Sample> samples() {
    return Arrays.stream(Metric.values())
        .flatMap(
            metric ->
                values.getOrDefault(metric.shortName(), Map.of()).entrySet().stream()
                    .map(each -> new Sample(metric, labels(each.getKey()), each.getValue())))
        .toList();
  }

  private static List<String> labels(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(BETWEEN, -1));
  }
}
