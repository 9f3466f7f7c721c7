package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static final byte[] ALPHABET =
      "aaaaaaaaaa\u00e9\u20ac\ud83d\ude00\ud7ff\ue000".getBytes(UTF_8);

  @Test
  void findsTheFirstInvalidByteAsTheJdkDoes() {
    long seed = Seed.next();
    Mutations mutations = new Mutations(Seed.random(seed), ALPHABET);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = i % 2 == 0 ? mutations.noise(24) : mutations.damage(ALPHABET, 2);
      assertThat(Utf8.firstInvalid(bytes, 0, bytes.length))
          .as("seed %d, case %d", seed, i)
          .isEqualTo(firstInvalid(bytes));
    }
  }

  @Test
  void encodesAsTheJdkDoes() {
    long seed = Seed.next();
    Random random = Seed.random(seed);
    char[] alphabet =
        "az\u007f\u0080\u07ff\u0800\ud7ff\ud800\udbff\udc00\udfff\uffff".toCharArray();
    for (int i = 0; i < 200_000; i++) {
      char[] chars = new char[random.nextInt(8)];
      for (int k = 0; k < chars.length; k++) {
        chars[k] = alphabet[random.nextInt(alphabet.length)];
      }
      String text = new String(chars);
      assertThat(Utf8.encode(chars, 0, chars.length))
          .as("seed %d, case %d", seed, i)
          .isEqualTo(UTF_8.newEncoder().canEncode(text) ? text.getBytes(UTF_8) : null);
    }
  }

  private static int firstInvalid(byte[] bytes) {
    CharsetDecoder decoder = UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(in, CharBuffer.allocate(bytes.length + 1), true);
    return result.isError() ? in.position() : -1;
  }
}
