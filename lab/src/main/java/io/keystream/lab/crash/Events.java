package io.keystream.lab.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is sent: numbered events, of which every fiftieth is no JSON. */
final class Events {
  private static final Pattern ID = Pattern.compile("\"id\": ?(\\d+)");
  private static final int MALFORMED = 50;

  private Events() {}

  static byte[] event(long id, String origin) {
    String whole = "{\"id\":%d,\"origin\":\"%s\"}".formatted(id, origin);
    return (isMalformed(id) ? whole.substring(0, whole.length() - 1) : whole).getBytes(UTF_8);
  }

  /** Whether an event of this number is a dead letter. */
  static boolean isMalformed(long id) {
    return id % MALFORMED == MALFORMED - 1;
  }

  /** The number in a text that has one. */
  static long id(String text) {
    Matcher matcher = ID.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("No event: " + text);
    }
    return Long.parseLong(matcher.group(1));
  }
}
