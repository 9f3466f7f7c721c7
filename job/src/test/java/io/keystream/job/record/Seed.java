package io.keystream.job.record;

import java.util.Random;

/** The seed of a randomized test: new each time, or {@code -Dkeystream.test.seed=N} to repeat. */
public final class Seed {
  private Seed() {}

  public static long next() {
    return Long.getLong("keystream.test.seed", System.nanoTime());
  }

  public static Random random(long seed) {
    System.out.println("Randomized test: repeat with -Dkeystream.test.seed=" + seed);
    return new Random(seed);
  }
}
