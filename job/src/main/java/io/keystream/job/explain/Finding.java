package io.keystream.job.explain;

/**
 * A topic that a text names.
 *
 * @param times how often
 * @param line of the text where it stands first, from 1
 * @param excerpt that line, cut where it is long
 */
public record Finding(Topic topic, int specificity, long times, long line, String excerpt) {
  Finding again() {
    return new Finding(topic, specificity, times + 1, line, excerpt);
  }
}
