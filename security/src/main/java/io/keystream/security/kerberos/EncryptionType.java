package io.keystream.security.kerberos;

import java.util.Locale;
import java.util.Map;

/**
 * How a Kerberos key encrypts, by its number in RFC 3961.
 *
 * @param number such as 18
 */
public record EncryptionType(int number) {
  private static final Map<Integer, String> NAMES =
      Map.of(
          1, "des-cbc-crc",
          3, "des-cbc-md5",
          16, "des3-cbc-sha1",
          17, "aes128-cts-hmac-sha1-96",
          18, "aes256-cts-hmac-sha1-96",
          19, "aes128-cts-hmac-sha256-128",
          20, "aes256-cts-hmac-sha384-192",
          23, "rc4-hmac",
          24, "rc4-hmac-exp");

  /** Whether Java 17 uses it without being told to allow what is weak. */
  public boolean usable() {
    return number >= 17 && number <= 20;
  }

  /** Whether a name in {@code krb5.conf} is one that Java 17 does not use: DES, 3DES or RC4. */
  public static boolean isWeak(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("des") || lower.startsWith("rc4") || lower.startsWith("arcfour");
  }

  @Override
  public String toString() {
    return NAMES.getOrDefault(number, "etype " + number);
  }
}
