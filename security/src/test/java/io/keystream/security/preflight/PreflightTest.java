package io.keystream.security.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PreflightTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Duration IMPATIENT = Duration.ofSeconds(1);

  @Test
  void reportsEveryFailureInTheOrderOfTheChecks() throws Exception {
    CountDownLatch lastHasRun = new CountDownLatch(1);
    Preflight report =
        Preflight.run(
            List.of(
                check("a", () -> fail(new NotAsWanted("a is off"), lastHasRun)),
                check("b", () -> "b is fine"),
                check("c", () -> fail(new IOException("c is broken"), lastHasRun)),
                check("d", () -> countDown(lastHasRun))),
            PATIENT);

    assertThat(report.ok()).isFalse();
    assertThat(report.checks())
        .extracting(Finding::id, Finding::ok, Finding::found, Finding::remedy, Finding::runbook)
        .containsExactly(
            row("a", false, "a is off", "mend a"),
            row("b", true, "b is fine", ""),
            row("c", false, "IOException: c is broken", "mend c"),
            row("d", true, "counted", ""));
  }

  @Test
  void isOkWhenOnlyWarningsFail() throws Exception {
    Preflight report =
        Preflight.run(
            List.of(
                check("a", () -> "fine"),
                Check.warning("b", "there", "mend b", () -> fail(new NotAsWanted("so so")))),
            PATIENT);

    assertThat(report.ok()).isTrue();
    assertThat(report.checks().get(1).severity()).isEqualTo("warning");
    assertThat(report.checks().get(1).ok()).isFalse();
    assertThat(report.checks().get(1).remedy()).isEqualTo("mend b");
  }

  @Test
  void isOkWithoutChecks() throws Exception {
    assertThat(Preflight.run(List.of()).ok()).isTrue();
  }

  @Test
  void showsTheInnermostCause() throws Exception {
    Exception failure =
        new ExecutionException(
            "outer", new IllegalStateException("middle", new IOException("Clock skew too great")));

    assertThat(onlyFinding(check("a", () -> fail(failure))).found())
        .isEqualTo("IOException: Clock skew too great");
  }

  @Test
  void showsAnErrorThatIsNoException() throws Exception {
    Check check =
        check(
            "a",
            () -> {
              throw new NoClassDefFoundError("org/x/Y");
            });

    assertThat(onlyFinding(check).found()).isEqualTo("NoClassDefFoundError: org/x/Y");
  }

  @Test
  @Timeout(60)
  void goesOnWhenSomeProbesHang() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    List<Check> checks =
        new ArrayList<>(Collections.nCopies(20, check("hangs", () -> awaitUninterrupted(never))));
    checks.add(check("quick", () -> "fine"));
    Preflight report = Preflight.run(checks, IMPATIENT);
    never.countDown();

    assertThat(report.ok()).isFalse();
    assertThat(report.checks().subList(0, 20))
        .allSatisfy(f -> assertThat(f.found()).isEqualTo("no answer within 1 s"));
    assertThat(report.checks().get(20).found()).isEqualTo("fine");
  }

  private static Finding onlyFinding(Check check) throws InterruptedException {
    return Preflight.run(List.of(check), PATIENT).checks().get(0);
  }

  private static Check check(String id, Check.Probe probe) {
    return Check.error(id, "there", "mend " + id, probe);
  }

  private static String fail(Exception failure) throws Exception {
    throw failure;
  }

  private static String fail(Exception failure, CountDownLatch after) throws Exception {
    after.await();
    throw failure;
  }

  private static String countDown(CountDownLatch latch) {
    latch.countDown();
    return "counted";
  }

  private static String awaitUninterrupted(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return "at last";
      } catch (InterruptedException e) {
        // Some libraries do not let themselves be interrupted either.
      }
    }
  }

  private static Tuple row(String id, boolean ok, String found, String remedy) {
    return tuple(id, ok, found, remedy, "runbooks/procedures/mend-preflight.md#" + id);
  }
}
