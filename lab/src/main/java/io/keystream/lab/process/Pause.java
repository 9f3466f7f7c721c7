package io.keystream.lab.process;

import io.keystream.lab.LabException;
import java.time.Duration;

/** The wait between two looks at something that is about to change. */
public final class Pause {
  private Pause() {}

  /** Waits; an interruption ends the wait with a {@link LabException}. */
  public static void of(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted while waiting", e);
    }
  }
}
