package io.keystream.job.record;

import java.util.Random;
import java.util.function.Function;

/**
 * Random values for a parser and its reference: intact or damaged, and one in twenty just noise.
 */
final class HostileValues {
  /** What a parser and its reference make of a value. */
  interface Comparison {
    /** Whether both accept the value; fails with the description if they differ. */
    boolean agrees(byte[] value, String description);
  }

  private final long seed = Seed.next();
  private final Random random = Seed.random(seed);
  private final Mutations mutations;
  private final int mostNoise;
  private final int mostDamage;

  /**
   * @param alphabet bytes that mean something in the format
   * @param mostNoise bound of the bytes of noise, exclusive
   * @param mostDamage bound of the places where a value is damaged, inclusive
   */
  HostileValues(byte[] alphabet, int mostNoise, int mostDamage) {
    this.mutations = new Mutations(random, alphabet);
    this.mostNoise = mostNoise;
    this.mostDamage = mostDamage;
  }

  /** The number of values that are accepted, of this many that are compared. */
  int accepted(int cases, Function<Random, byte[]> intact, Comparison comparison) {
    int accepted = 0;
    for (int i = 0; i < cases; i++) {
      byte[] value =
          random.nextInt(20) == 0
              ? mutations.noise(mostNoise)
              : mutations.damage(intact.apply(random), mostDamage);
      accepted += comparison.agrees(value, this + ", case " + i) ? 1 : 0;
    }
    return accepted;
  }

  @Override
  public String toString() {
    return "seed " + seed;
  }
}
