package io.keystream.job.cli;

import java.util.regex.Pattern;

/** Takes what may be a secret out of text that leaves the gateway. */
final class Redaction {
  /** No file or log is to hold one; should one nevertheless, all that follows on its line goes. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?im)([\\w.-]*(?:password|passwd|secret)[\\w.-]*\\\\?[\"']?[ \\t]*[=:][ \\t]*)\\S.*$");

  /** What YARN's launch scripts put into a container's environment: passwords may be in it. */
  private static final Pattern VARIABLE = Pattern.compile("(?m)^([ \\t]*export \\w+=).*$");

  private static final String HIDDEN = "$1***";

  private Redaction() {}

  /**
   * The same text without values of keys that are called like secrets, and of exported variables.
   */
  static String of(String text) {
    String keys = SECRET.matcher(text).replaceAll(HIDDEN);
    return VARIABLE.matcher(keys).replaceAll(HIDDEN);
  }
}
