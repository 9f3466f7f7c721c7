package io.keystream.lab.drill;

import io.keystream.lab.process.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of the heap of some processes is in use right after a garbage collection. */
final class LiveHeap {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  /** A JVM loads classes and compiles for a while. */
  private static final Duration WARM_UP = Duration.ofMinutes(2);

  private static final Duration TELLING = Duration.ofMinutes(5);
  private static final double MOST_GROWTH = 1.25;
  private static final long MIB = 1 << 20;
  private static final long TOLERATED = 8 * MIB;

  private final Map<Long, Jvm> jvms = new LinkedHashMap<>();

  private static final class Jvm {
    private final String role;
    private final Instant seen = Instant.now();
    private long first;
    private Instant firstAt;
    private long last;
    private Instant lastAt;

    Jvm(String role) {
      this.role = role;
    }

    Duration observed() {
      return firstAt == null ? Duration.ZERO : Duration.between(firstAt, lastAt);
    }

    String summary() {
      return "%s %d to %d MiB in %d min"
          .formatted(role, first / MIB, last / MIB, observed().toMinutes());
    }
  }

  /** Collects the garbage of these processes, and notes what is left. */
  void measure(String role, List<Long> pids) {
    for (long pid : pids) {
      Jvm jvm = jvms.computeIfAbsent(pid, known -> new Jvm(role));
      if (Instant.now().isAfter(jvm.seen.plus(WARM_UP))) {
        inUse(pid).ifPresent(bytes -> note(jvm, bytes));
      }
    }
  }

  private static void note(Jvm jvm, long bytes) {
    if (jvm.firstAt == null) {
      jvm.first = bytes;
      jvm.firstAt = Instant.now();
    }
    jvm.last = bytes;
    jvm.lastAt = Instant.now();
  }

  /** Empty if the process is gone. */
  private static Optional<Long> inUse(long pid) {
    String histogram = Command.of("jcmd", Long.toString(pid), "GC.class_histogram").run().stdout();
    Matcher total = TOTAL.matcher(histogram);
    return total.find() ? Optional.of(Long.parseLong(total.group(1))) : Optional.empty();
  }

  /** Those that grew, of the processes that were seen for long enough to tell. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Jvm jvm : jvms.values()) {
      boolean grew = jvm.last > jvm.first * MOST_GROWTH + TOLERATED;
      if (jvm.observed().compareTo(TELLING) >= 0 && grew) {
        problems.add("the heap grew: " + jvm.summary());
      }
    }
    return problems;
  }

  /** The process of each role that was seen longest. */
  String summary() {
    Map<String, Jvm> longest = new LinkedHashMap<>();
    for (Jvm jvm : jvms.values()) {
      longest.merge(
          jvm.role,
          jvm,
          (one, other) -> one.observed().compareTo(other.observed()) < 0 ? other : one);
    }
    return String.join(", ", longest.values().stream().map(Jvm::summary).toList());
  }
}
