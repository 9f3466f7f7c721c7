package io.keystream.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux tells about processes in {@code /proc}. A zombie counts as gone. */
final class ProcFs {
  private static final Path PROC = Path.of("/proc");

  /** Fields 20 and 22 of {@code stat}, counted from the state, which is field 3. */
  private static final int THREADS = 20 - 3;

  private static final int START_TICKS = 22 - 3;

  private ProcFs() {}

  /** Identifies this boot of the machine; start times repeat after a reboot. */
  static String bootId() {
    try {
      return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When the process was started, in clock ticks since boot; empty if there is none. */
  static Optional<Long> startTicks(long pid) {
    return read(PROC.resolve(pid + "/stat")).flatMap(ProcFs::parseStartTicks);
  }

  /** The start time in the content of a {@code stat} file; empty for a zombie. */
  static Optional<Long> parseStartTicks(String stat) {
    // The program's name may hold blanks and brackets, so count from the last bracket.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    boolean ended = fields[0].equals("Z") || fields[0].equals("X");
    // The first thread of a killed process may end before others, which still hold its sockets.
    boolean gone = ended && Integer.parseInt(fields[THREADS]) <= 1;
    return gone ? Optional.empty() : Optional.of(Long.parseLong(fields[START_TICKS]));
  }

  /** All processes whose environment, as they were started, sets this variable to this value. */
  static List<Long> withVariable(String name, String value) {
    String wanted = "\0" + name + "=" + value + "\0";
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(entry -> entry.chars().allMatch(Character::isDigit))
          .filter(pid -> environment(pid).contains(wanted))
          .map(Long::valueOf)
          .filter(pid -> startTicks(pid).isPresent())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String environment(String pid) {
    return read(PROC.resolve(pid + "/environ")).map(text -> "\0" + text).orElse("");
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // The process ended, or belongs to somebody else.
      return Optional.empty();
    }
  }
}
