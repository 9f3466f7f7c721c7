package io.keystream.lab;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Actions that do not depend on each other. */
final class Parallel {
  private Parallel() {}

  /**
   * Runs all of them; when the first has failed, throws its exception at once. An interruption ends
   * the wait, and is passed on to those that still run.
   */
  static void run(Runnable... actions) {
    ExecutorService executor = Executors.newFixedThreadPool(actions.length);
    try {
      CompletableFuture<Void> failure = new CompletableFuture<>();
      List<CompletableFuture<Void>> running =
          Stream.of(actions).map(action -> CompletableFuture.runAsync(action, executor)).toList();
      for (CompletableFuture<Void> each : running) {
        each.exceptionally(
            e -> {
              failure.completeExceptionally(e);
              return null;
            });
      }
      CompletableFuture<Void> all =
          CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
      CompletableFuture.anyOf(failure, all).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted while waiting for several actions", e);
    } finally {
      executor.shutdownNow();
    }
  }
}
