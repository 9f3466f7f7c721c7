package io.keystream.job.record;

import java.util.Arrays;
import java.util.Random;

/** Damages bytes the way transports, attackers and bugs do. */
final class Mutations {
  private final Random random;
  private final byte[] alphabet;

  /**
   * @param alphabet bytes that mean something in the format, inserted more often than others
   */
  Mutations(Random random, byte[] alphabet) {
    this.random = random;
    this.alphabet = alphabet.clone();
  }

  /** Bytes changed in up to {@code most} places; often in none. */
  byte[] damage(byte[] bytes, int most) {
    byte[] damaged = bytes;
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      damaged = damageOnce(damaged);
    }
    return damaged;
  }

  /** Bytes without any plan. */
  byte[] noise(int mostBytes) {
    byte[] noise = new byte[random.nextInt(mostBytes)];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = anyByte();
    }
    return noise;
  }

  private byte[] damageOnce(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(3));
    return switch (random.nextInt(6)) {
      case 0 -> join(Arrays.copyOf(bytes, at), bytes, to);
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 -> join(bytes, bytes, Math.min(at, bytes.length));
      default -> {
        byte[] head = Arrays.copyOf(bytes, at + 1);
        head[at] = anyByte();
        yield join(head, bytes, random.nextBoolean() ? at : Math.min(bytes.length, at + 1));
      }
    };
  }

  private byte anyByte() {
    return random.nextInt(4) == 0
        ? (byte) random.nextInt(256)
        : alphabet[random.nextInt(alphabet.length)];
  }

  private static byte[] join(byte[] head, byte[] tailOf, int from) {
    byte[] joined = Arrays.copyOf(head, head.length + tailOf.length - from);
    System.arraycopy(tailOf, from, joined, head.length, tailOf.length - from);
    return joined;
  }
}
