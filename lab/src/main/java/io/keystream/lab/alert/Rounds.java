package io.keystream.lab.alert;

import io.keystream.lab.Lab;
import io.keystream.lab.process.Command;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Calls a job's {@code bin/watchdog} again and again, as a timer does. What it says is in its log.
 */
final class Rounds {
  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(16);

  private final Lab lab;
  private final Path watchdog;
  private final Thread thread;
  private volatile boolean ended;

  private Rounds(Lab lab, Path watchdog) {
    this.lab = lab;
    this.watchdog = watchdog;
    this.thread = new Thread(this::goRound, "watchdog");
    thread.setDaemon(true);
  }

  static Rounds start(Lab lab, Path watchdog) {
    Rounds rounds = new Rounds(lab, watchdog);
    rounds.thread.start();
    return rounds;
  }

  private void goRound() {
    while (!ended) {
      lab.run(Command.of(watchdog.toString()).within(LONGEST));
      synchronized (this) {
        try {
          if (!ended) {
            wait(BETWEEN.toMillis());
          }
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }

  /** Lets the one that is under way end: what it writes and submits is complete then. */
  void end() throws InterruptedException {
    synchronized (this) {
      ended = true;
      notifyAll();
    }
    thread.join();
  }
}
