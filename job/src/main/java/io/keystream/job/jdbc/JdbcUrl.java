package io.keystream.job.jdbc;

import java.util.regex.Pattern;

/** What is known of a JDBC URL without its driver. */
public final class JdbcUrl {
  /** A parameter whose name sounds like one, and a user before the host, as Oracle has it too. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)[?&;:,(][^=?&;]*(?:password|passwd|pwd|secret|token|\\buser)[^=?&;]*="
              + "|//[^/?;]*@|:[^/?;:@]+/[^/?;:@]*@");

  private JdbcUrl() {}

  /** Whether a user or a secret stands in it. */
  public static boolean hasSecret(String url) {
    return SECRET.matcher(url).find();
  }
}
