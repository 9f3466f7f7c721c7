package io.keystream.lab.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** 128 bits that stand for a value, so that millions of values can be compared in memory. */
public record Digest(long high, long low) {
  private static final Digest NONE = new Digest(0, 0);

  /** The digest of a value; null has one too. */
  public static Digest of(byte[] value) {
    if (value == null) {
      return NONE;
    }
    try {
      ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(value));
      return new Digest(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
