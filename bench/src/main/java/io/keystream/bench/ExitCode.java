package io.keystream.bench;

import io.keystream.lab.LabException;
import io.keystream.lab.demo.Interruption;
import java.io.IOException;

/** What a command tells the shell: 0 if it did what it was to do, else 1 after saying why. */
final class ExitCode {
  /** What a command does. */
  interface Action {
    void run() throws IOException, InterruptedException;
  }

  private ExitCode() {}

  static int of(Action action) {
    Interruption interruption = Interruption.of(Thread.currentThread());
    try {
      action.run();
      return 0;
    } catch (LabException e) {
      System.err.println(interruption.requested() ? "Interrupted." : e.getMessage());
      return 1;
    } catch (IOException | InterruptedException e) {
      System.err.println(interruption.requested() ? "Interrupted." : "The bench failed: " + e);
      return 1;
    } finally {
      interruption.finished();
    }
  }
}
