package io.keystream.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The medians of a contender's runs, each figure by itself. */
record Medians(
    int runs,
    double drainSeconds,
    double jvmSeconds,
    double recordsPerSecond,
    double cpuPerMillion,
    double peakMebibytes) {

  static Medians of(List<Measurement> runs) {
    return new Medians(
        runs.size(),
        median(runs, Measurement::drainSeconds),
        median(runs, Measurement::jvmSeconds),
        median(runs, Measurement::recordsPerSecond),
        median(runs, Measurement::cpuPerMillion),
        median(runs, Measurement::peakMebibytes));
  }

  /** The middle one, or the mean of the two in the middle. */
  private static double median(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("A median of no runs");
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
