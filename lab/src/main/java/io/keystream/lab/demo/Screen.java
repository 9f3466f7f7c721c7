package io.keystream.lab.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Where people read along. Lines stay, except for one of progress at the end: a terminal shows it
 * rewritten in place until something else is told, anything else gets it every few seconds.
 */
final class Screen {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final String INDENT = "       ";
  private static final String ERASE = "\r\033[K";
  private static final String CONTINUED = " \\";
  private static final int WIDTH = 79;

  private final PrintStream out;
  private final boolean terminal;
  private final InstantSource clock;
  private final Instant begin;
  private Instant lastProgress = Instant.EPOCH;
  private boolean unfinished;

  Screen(PrintStream out, boolean terminal, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.begin = clock.instant();
  }

  static Screen standardOutput() {
    return of(FileDescriptor.out, 1);
  }

  static Screen standardError() {
    return of(FileDescriptor.err, 2);
  }

  private static Screen of(FileDescriptor descriptor, int number) {
    PrintStream out = new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
    return new Screen(out, isTerminal(number), InstantSource.system());
  }

  /** Java tells only whether both input and output are terminals. */
  private static boolean isTerminal(int descriptor) {
    try {
      Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      boolean device = target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
      return device && !"dumb".equals(System.getenv("TERM"));
    } catch (IOException e) {
      return false;
    }
  }

  /** Time since this screen was made. */
  Duration elapsed() {
    return Duration.between(begin, clock.instant());
  }

  /** Begins a step: what is done, and what an operator would type for it. */
  synchronized void step(String what, String... commands) {
    line("");
    line("%6s %s".formatted(clock(elapsed()), what));
    for (String command : commands) {
      command(command);
    }
  }

  /** Long ones in several lines that a shell takes as one. */
  private void command(String command) {
    StringBuilder line = new StringBuilder(INDENT + "$");
    for (String word : command.split(" ", -1)) {
      if (line.length() + word.length() + CONTINUED.length() >= WIDTH) {
        line(line + CONTINUED);
        line = new StringBuilder(INDENT + "   ");
      }
      line.append(' ').append(word);
    }
    line(line.toString());
  }

  /** Adds to the step begun last; may be several lines. */
  synchronized void detail(String text) {
    text.lines().forEach(each -> line(INDENT + each));
  }

  /** How far the step is. Each call takes the place of the one before. */
  synchronized void progress(String text) {
    if (terminal) {
      String line = INDENT + text;
      out.print(ERASE + line.substring(0, Math.min(line.length(), WIDTH)));
      out.flush();
      unfinished = true;
      return;
    }
    Instant now = clock.instant();
    if (!now.isBefore(lastProgress.plus(BETWEEN_LINES))) {
      lastProgress = now;
      line(INDENT + "%s  %s".formatted(clock(elapsed()), text));
    }
  }

  /** Text that stands as it is. */
  synchronized void text(String text) {
    line(text);
  }

  private void line(String line) {
    if (unfinished) {
      out.print(ERASE);
      unfinished = false;
    }
    out.println(line);
  }

  private static String clock(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
