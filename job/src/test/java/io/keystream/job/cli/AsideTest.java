package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AsideTest {

  @Test
  void givesTheAnswer() throws Exception {
    assertThat(Aside.ask(() -> "yes").answer(Duration.ofMinutes(1), why -> why)).isEqualTo("yes");
  }

  @Test
  void tellsTheFirstLineOfAProblem() throws Exception {
    Aside<String> aside =
        Aside.ask(
            () -> {
              throw new IOException("no way\nat all");
            });

    assertThat(aside.answer(Duration.ofMinutes(1), why -> why)).isEqualTo("no way");
  }

  @Test
  void doesNotWaitForever() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Aside<String> aside =
        Aside.ask(
            () -> {
              never.await();
              return "late";
            });

    assertThat(aside.answer(Duration.ZERO, why -> why)).isEqualTo("no answer within 0 s");
    never.countDown();
  }
}
