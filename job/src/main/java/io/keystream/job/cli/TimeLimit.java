package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends questions that a cluster's clients would ask again for a quarter of an hour. */
final class TimeLimit {

  /** Something that is asked. */
  interface Question<T> {
    T ask() throws Exception;
  }

  private TimeLimit() {}

  /**
   * The answer. A question that is not answered is left to itself, in a thread that keeps no JVM
   * alive.
   *
   * @param whom who is asked, for the message
   */
  static <T> T answer(String whom, Duration limit, Question<T> question)
      throws InterruptedException {
    try {
      return ask(whom, limit, question);
    } catch (ExecutionException e) {
      throw unanswered(whom, String.valueOf(e.getCause().getMessage()), e);
    }
  }

  /** The same, but what the question throws is thrown as it is. */
  static <T> T answerOrFailure(String whom, Duration limit, Question<T> question)
      throws IOException, InterruptedException {
    try {
      return ask(whom, limit, question);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw unanswered(whom, String.valueOf(e.getCause().getMessage()), e);
    }
  }

  private static <T> T ask(String whom, Duration limit, Question<T> question)
      throws ExecutionException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(question::ask);
    Thread thread = new Thread(task, "question");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unanswered(whom, "no answer within " + limit.toSeconds() + " s", e);
    }
  }

  private static CommandFailure unanswered(String whom, String problem, Exception cause) {
    String firstLine = problem.lines().findFirst().orElse("");
    return new CommandFailure(
        ExitCode.FAILED, "Nothing is done: " + whom + " cannot be asked: " + firstLine, cause);
  }
}
