package io.keystream.job.cli;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What somebody answered who may not answer at all.
 *
 * @param answer null where there is a problem
 * @param problem one line; null if there is an answer
 */
record Asked<T>(T answer, String problem) {

  static <T> Asked<T> of(T answer) {
    return new Asked<>(answer, null);
  }

  static <T> Asked<T> without(String problem) {
    return new Asked<>(null, problem);
  }

  /** Asks while others are asked. */
  static <T> Aside<Asked<T>> aside(TimeLimit.Question<T> question) {
    return Aside.ask(() -> of(question.ask()));
  }

  /** The answer to a question that is asked since a while. */
  static <T> Asked<T> await(Aside<Asked<T>> question, Duration limit) throws InterruptedException {
    return question.answer(limit, Asked::without);
  }

  boolean failed() {
    return problem != null;
  }

  /** The answer, or what takes its place. */
  T or(Supplier<T> other) {
    return failed() ? other.get() : answer;
  }
}
