package io.keystream.job.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The messages of the acknowledged protocol, each a text in a frame. */
final class Protocol {
  private static final Pattern HELLO = Pattern.compile("keystream/1(?: ([A-Za-z0-9._:-]{1,100}))?");
  private static final Pattern READY = Pattern.compile("ready ([0-9]{1,9}) ([0-9]{1,18})");
  private static final Pattern ACKNOWLEDGED = Pattern.compile("acknowledged ([0-9]{1,18})");
  private static final String ERROR = "error ";

  /**
   * A receiver that is ready for records.
   *
   * @param count records of this client that it has
   */
  record Ready(int receiver, long count) {}

  private Protocol() {}

  /** What a client says first; with an empty name if it is not to be remembered. */
  static String hello(String client) {
    String hello = client.isEmpty() ? "keystream/1" : "keystream/1 " + client;
    if (clientOf(hello).isEmpty()) {
      throw new IllegalArgumentException(
          "Wanted a client name of at most 100 letters, digits and . _ : -, found \""
              + client
              + "\"");
    }
    return hello;
  }

  /** The client's name, if this is what a client says first. */
  static Optional<String> clientOf(String hello) {
    Matcher matcher = HELLO.matcher(hello);
    return matcher.matches()
        ? Optional.of(matcher.group(1) == null ? "" : matcher.group(1))
        : Optional.empty();
  }

  static String ready(int receiver, long count) {
    return "ready " + receiver + " " + count;
  }

  static Optional<Ready> readyOf(String message) {
    Matcher matcher = READY.matcher(message);
    return matcher.matches()
        ? Optional.of(
            new Ready(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  static String acknowledged(long count) {
    return "acknowledged " + count;
  }

  static Optional<Long> acknowledgedOf(String message) {
    Matcher matcher = ACKNOWLEDGED.matcher(message);
    return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
  }

  static String error(String reason) {
    return ERROR + reason.replace('\n', ' ');
  }

  /** What the receiver found wrong, if this is such a message. */
  static Optional<String> errorOf(String message) {
    return message.startsWith(ERROR)
        ? Optional.of(message.substring(ERROR.length()))
        : Optional.empty();
  }

  static byte[] bytes(String message) {
    return message.getBytes(UTF_8);
  }
}
