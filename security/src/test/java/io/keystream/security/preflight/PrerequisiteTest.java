package io.keystream.security.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PrerequisiteTest {
  private final AtomicBoolean looked = new AtomicBoolean();

  @Test
  void followersAreLookedAtOnceItHasPassed() throws Exception {
    assertThat(run(() -> "in").checks())
        .extracting(Finding::found)
        .containsExactly("followed", "in");
  }

  @Test
  void followersOfAFailureNameItAndAreNotLookedAt() throws Exception {
    Preflight report =
        run(
            () -> {
              throw new NotAsWanted("refused");
            });

    assertThat(report.ok()).isFalse();
    assertThat(looked).isFalse();
    assertThat(report.checks())
        .extracting(Finding::id, Finding::severity, Finding::found)
        .containsExactly(
            tuple("follower", "skipped", "not looked at: the login failed (see login)"),
            tuple("login", "error", "refused"));
  }

  @Test
  void aWarningKeepsNobodyFromLooking() throws Exception {
    Preflight report =
        run(
            () -> {
              throw NotAsWanted.warning("slowly");
            });

    assertThat(report.ok()).isTrue();
    assertThat(report.checks())
        .extracting(Finding::severity, Finding::found)
        .containsExactly(tuple("error", "followed"), tuple("warning", "slowly"));
  }

  @Test
  @Timeout(60)
  void followersDoNotWaitForEverForOneThatHangs() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Prerequisite login =
        new Prerequisite("the login", check("login", () -> hang(never)), Duration.ofMillis(50));
    Preflight report =
        Preflight.run(
            List.of(login.before(check("follower", () -> "followed")), login.check()),
            Duration.ofSeconds(2));

    assertThat(report.checks())
        .extracting(Finding::found)
        .containsExactly(
            "not looked at: the login has no answer (see login)", "no answer within 2 s");
  }

  private Preflight run(Check.Probe probe) throws InterruptedException {
    Prerequisite login = new Prerequisite("the login", check("login", probe));
    Check follower =
        check(
            "follower",
            () -> {
              looked.set(true);
              return "followed";
            });
    return Preflight.run(List.of(login.before(follower), login.check()));
  }

  private static String hang(CountDownLatch never) throws InterruptedException {
    never.await();
    return "at last";
  }

  private static Check check(String id, Check.Probe probe) {
    return Check.error(id, "there", "mend it", probe);
  }
}
