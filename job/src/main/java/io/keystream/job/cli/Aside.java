package io.keystream.job.cli;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A question that is asked while others are, and whose answer can be done without. */
final class Aside<T> {
  private final FutureTask<T> task;
  private final long begun = System.nanoTime();

  private Aside(FutureTask<T> task) {
    this.task = task;
  }

  /** Asks in a thread that keeps no JVM alive. */
  static <T> Aside<T> ask(TimeLimit.Question<T> question) {
    FutureTask<T> task = new FutureTask<>(question::ask);
    Thread thread = new Thread(task, "aside");
    thread.setDaemon(true);
    thread.start();
    return new Aside<>(task);
  }

  /**
   * The answer, or what takes its place.
   *
   * @param limit since it was asked
   * @param otherwise made of the problem, one line
   */
  T answer(Duration limit, Function<String, T> otherwise) throws InterruptedException {
    try {
      long left = limit.toNanos() - (System.nanoTime() - begun);
      return task.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return otherwise.apply("no answer within " + limit.toSeconds() + " s");
    } catch (ExecutionException e) {
      String problem = String.valueOf(e.getCause().getMessage());
      return otherwise.apply(problem.lines().findFirst().orElse(problem));
    }
  }
}
