package io.keystream.lab.config;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The secrets of one lab. */
public record Passwords(
    String keystore, String truststore, String delegationTokenSecret, String httpSignatureSecret) {

  /** New ones, except that of the truststore, which is public like its content. */
  public static Passwords random() {
    return new Passwords(hex(), "changeit", hex(), hex());
  }

  private static String hex() {
    byte[] bytes = new byte[20];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "Passwords[***]";
  }
}
