package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void anAnswerIsPassedOn() throws Exception {
    assertThat(TimeLimit.answer("nobody", MINUTE, () -> "yes")).isEqualTo("yes");
  }

  @Test
  void whoDoesNotAnswerIsNamed() {
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                TimeLimit.answer(
                    "the ResourceManager",
                    Duration.ofMillis(50),
                    () -> {
                      never.await();
                      return "late";
                    }))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED))
        .hasMessage("Nothing is done: the ResourceManager cannot be asked: no answer within 0 s");
  }

  @Test
  void whatFailsIsToldInOneLine() {
    assertThatThrownBy(
            () ->
                TimeLimit.answer(
                    "HDFS",
                    MINUTE,
                    () -> {
                      throw new IOException("Name node is in safe mode.\nResources are low");
                    }))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("Nothing is done: HDFS cannot be asked: Name node is in safe mode.");
  }

  @Test
  void whatFailsIsPassedOnWhereThatIsWanted() {
    for (Exception failure :
        List.of(new IOException("no such file"), new IllegalStateException("damaged"))) {
      assertThatThrownBy(
              () ->
                  TimeLimit.answerOrFailure(
                      "HDFS",
                      MINUTE,
                      () -> {
                        throw failure;
                      }))
          .isSameAs(failure);
    }
  }

  @Test
  void whoDoesNotAnswerIsNamedWhereFailuresArePassedOn() {
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                TimeLimit.answerOrFailure(
                    "HDFS",
                    Duration.ofMillis(50),
                    () -> {
                      never.await();
                      return "late";
                    }))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("Nothing is done: HDFS cannot be asked: no answer within 0 s");
  }
}
