package io.keystream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time of the children of this process that have ended, as Linux adds it up. */
final class ChildTime {
  /** Of Linux on every architecture, for what it tells user programs. */
  private static final double TICKS_PER_SECOND = 100;

  /** Fields 16 and 17 of {@code stat}, counted from the state, which is field 3. */
  private static final int USER = 16 - 3;

  private static final int SYSTEM = 17 - 3;

  private ChildTime() {}

  /** User and system time so far, in seconds. */
  static double seconds() throws IOException {
    return parse(Files.readString(Path.of("/proc/self/stat")));
  }

  static double parse(String stat) {
    // The program's name may hold blanks and brackets, so count from the last bracket.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_PER_SECOND;
  }
}
