package io.keystream.job.metrics;

import java.util.List;

/**
 * A value of a metric.
 *
 * @param labels values of the metric's labels, in their order
 */
public record Sample(Metric metric, List<String> labels, double value) {

  public Sample {
    labels = List.copyOf(labels);
    if (labels.size() != metric.labels().size()) {
      throw new IllegalArgumentException(
          metric.fullName() + " has the labels " + metric.labels() + ", found " + labels);
    }
  }

  /** A whole number, told apart by labels where the metric has any. */
  public static Sample of(Metric metric, long value, String... labels) {
    return of(metric, (double) value, labels);
  }

  /** A value, told apart by labels where the metric has any. */
  public static Sample of(Metric metric, double value, String... labels) {
    return new Sample(metric, List.of(labels), value);
  }
}
