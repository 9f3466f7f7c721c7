package io.keystream.security.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks several services at once, each of which may keep the one who asks waiting. */
final class SideBySide {
  private SideBySide() {}

  /** The answers, in the order of the questions. */
  static <T, R> List<R> ask(List<T> services, Function<T, R> question) throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool(SideBySide::daemon);
    try {
      List<Future<R>> asked = new ArrayList<>();
      for (T service : services) {
        asked.add(threads.submit(() -> question.apply(service)));
      }
      List<R> answers = new ArrayList<>();
      for (Future<R> each : asked) {
        answers.add(each.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "preflight");
    thread.setDaemon(true);
    return thread;
  }
}
