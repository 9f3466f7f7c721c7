package io.keystream.lab.traffic;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws ranks of which few are very frequent and most are rare, as visitors and pages are. */
final class Zipf {
  private final double[] cumulative;

  /**
   * @param ranks how many there are
   * @param exponent skew: rank {@code k} is drawn in proportion to {@code 1 / k^exponent}
   */
  Zipf(int ranks, double exponent) {
    cumulative = new double[ranks];
    double sum = 0;
    for (int i = 0; i < ranks; i++) {
      sum += 1 / Math.pow(i + 1.0, exponent);
      cumulative[i] = sum;
    }
  }

  /** A rank from 0, the most frequent. */
  int draw(RandomGenerator random) {
    double point = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, point);
    return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
  }
}
