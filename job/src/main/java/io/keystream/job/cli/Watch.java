package io.keystream.job.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;

/** Looks again and again; what does not answer now may do so later. */
final class Watch {
  private final Consumer<String> say;

  /** One look. */
  interface Look {
    void take() throws IOException, InterruptedException;
  }

  /** The time between two looks. */
  interface Pause {
    void take() throws InterruptedException;
  }

  /** Says to this whoever does not answer. */
  Watch(Consumer<String> say) {
    this.say = say;
  }

  /**
   * Goes on until the thread is interrupted.
   *
   * @throws InterruptedException at the end
   */
  void run(Look look, Pause pause) throws InterruptedException {
    while (true) {
      try {
        look.take();
      } catch (IOException | RuntimeException e) {
        say.accept("keystream: " + Instant.now() + " no answer: " + e.getMessage());
      }
      pause.take();
    }
  }
}
