package io.keystream.job.source;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Asks a source what it holds, in a thread of its own, so that one that does not answer keeps
 * nobody waiting. An answer that comes late counts when it is asked for again: what a source held
 * then it also holds now, or has lost since, as it can at any time.
 */
final class Inquiry {
  private final Source source;
  private final ExecutorService threads;
  private Future<TopicState> asked;

  Inquiry(Source source, ExecutorService threads) {
    this.source = source;
    this.threads = threads;
  }

  /** Asks, unless an answer is outstanding. */
  void begin() {
    if (asked == null) {
      asked = threads.submit(source::now);
    }
  }

  /**
   * The answer; {@link TopicState#UNKNOWN} if there is none in time.
   *
   * @param deadline by {@link System#nanoTime}
   */
  TopicState answer(long deadline) {
    try {
      long patience = Math.max(0, deadline - System.nanoTime());
      TopicState state = asked.get(patience, TimeUnit.NANOSECONDS);
      asked = null;
      return state;
    } catch (TimeoutException e) {
      return TopicState.UNKNOWN;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      asked = null;
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }
}
