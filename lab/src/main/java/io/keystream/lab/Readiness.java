package io.keystream.lab;

import io.keystream.lab.daemon.Daemon;
import io.keystream.lab.process.DaemonProcesses;
import io.keystream.lab.process.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Waits until daemons serve. */
public final class Readiness {
  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final DaemonProcesses processes;
  private final Consumer<String> progress;

  public Readiness(DaemonProcesses processes, Consumer<String> progress) {
    this.processes = processes;
    this.progress = progress;
  }

  /** Returns when all serve; throws, with the end of its log, when one ended or took too long. */
  public void await(List<Daemon> daemons) {
    if (!daemons.isEmpty()) {
      Parallel.run(
          daemons.stream().map(daemon -> (Runnable) () -> await(daemon)).toArray(Runnable[]::new));
    }
  }

  private void await(Daemon daemon) {
    Instant started = Instant.now();
    String reason = "";
    while (Duration.between(started, Instant.now()).compareTo(PATIENCE) < 0) {
      if (!processes.isAlive(daemon.name())) {
        throw failure(daemon, "ended while starting");
      }
      try {
        daemon.readiness().check();
        long seconds = Duration.between(started, Instant.now()).toSeconds();
        progress.accept("%s serves after %d s".formatted(daemon.name(), seconds));
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LabException("Interrupted while waiting for " + daemon.name(), e);
      } catch (Exception e) {
        reason = String.valueOf(e.getMessage());
      }
      Pause.of(PAUSE);
    }
    throw failure(daemon, "does not serve after " + PATIENCE.toSeconds() + " s: " + reason);
  }

  private LabException failure(Daemon daemon, String what) {
    return new LabException(
        "%s %s. The end of its log:%n%s"
            .formatted(daemon.name(), what, processes.lastLines(daemon.name(), 20)));
  }
}
