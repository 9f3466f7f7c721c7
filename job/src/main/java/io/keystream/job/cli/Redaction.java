package io.keystream.job.cli;

import java.util.regex.Pattern;

/** Takes what may be a secret out of text that leaves the gateway. */
final class Redaction {
  /** No file or log is to hold one; should one nevertheless, all that follows on its line goes. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?im)([\\w.-]*(?:password|passwd|secret)[\\w.-]*\\\\?[\"']?[ \\t]*[=:][ \\t]*)\\S.*$");

  private static final String HIDDEN = "$1***";

  private Redaction() {}

  /** The same text without values of keys that are called like secrets. */
  static String of(String text) {
    return SECRET.matcher(text).replaceAll(HIDDEN);
  }
}
