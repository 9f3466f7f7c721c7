package io.keystream.lab.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C, or another end of the process from outside, into an interruption of the thread that
 * works, and holds the process until that thread has cleaned up.
 */
public final class Interruption {
  private static final long PATIENCE_SECONDS = 120;

  private final Thread worker;
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;

  private Interruption(Thread worker) {
    this.worker = worker;
  }

  public static Interruption of(Thread worker) {
    Interruption interruption = new Interruption(worker);
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::request, "interruption"));
    return interruption;
  }

  /** Whether somebody wanted the process to end. */
  public boolean requested() {
    return requested;
  }

  /** Called by the worker before it cleans up, so that cleaning up is not interrupted. */
  void clear() {
    boolean unused = Thread.interrupted();
  }

  /** Called by the worker when the process may end. */
  public void finished() {
    finished.countDown();
  }

  private void request() {
    if (finished.getCount() == 0) {
      return;
    }
    requested = true;
    worker.interrupt();
    try {
      boolean unused = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
