package io.keystream.lab.demo;

import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Runs playbooks, keeps what they print, and shows that something goes on meanwhile. */
final class Playbooks {
  private static final Pattern RECAP = Pattern.compile("^\\S+ +: ok=.*");
  private static final int LAST_LINES = 25;

  private final Lab lab;
  private final Gateway gateway;
  private final Screen screen;

  Playbooks(Lab lab, Gateway gateway, Screen screen) {
    this.lab = lab;
    this.gateway = gateway;
    this.screen = screen;
  }

  Gateway gateway() {
    return gateway;
  }

  /**
   * Runs a playbook and shows its recap. Throws {@link LabException} if it fails.
   *
   * @param progress asked every second for a line to show
   */
  void run(String name, Supplier<String> progress) {
    CommandResult result = whileShowing(name, progress);
    Path log = keep(name, result);
    if (!result.succeeded()) {
      throw new LabException(
          "Playbook %s ended with exit code %d. The end of %s:%n%s"
              .formatted(name, result.exitCode(), log, lastLines(result.output())));
    }
    recap(result.stdout()).forEach(screen::detail);
  }

  private CommandResult whileShowing(String name, Supplier<String> progress) {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<CommandResult> running = executor.submit(() -> gateway.playbook(name));
      while (true) {
        try {
          return running.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          screen.progress(progress.get());
        }
      }
    } catch (ExecutionException e) {
      throw new LabException("Playbook " + name + ": " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted during playbook " + name, e);
    } finally {
      executor.shutdownNow();
    }
  }

  private Path keep(String name, CommandResult result) {
    Path log = lab.folders().logs().resolve("ansible-" + name + ".log");
    try {
      return Files.writeString(log, result.output());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a playbook did, one line a host. */
  static List<String> recap(String output) {
    return output
        .lines()
        .filter(line -> RECAP.matcher(line).matches())
        .map(line -> line.strip().replaceAll(" +", " "))
        .toList();
  }

  private static String lastLines(String output) {
    List<String> lines = output.strip().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
