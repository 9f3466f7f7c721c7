package io.keystream.security.preflight;

import io.keystream.security.RootCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The results of all checks: one report, however many fail.
 *
 * @param ok whether every check of severity error passed
 */
public record Preflight(boolean ok, List<Finding> checks) {
  private static final String RUNBOOK = "runbooks/procedures/mend-preflight.md#";
  private static final String WARNING = "warning";
  private static final String SKIPPED = "skipped";
  private static final Duration PATIENCE = Duration.ofSeconds(16);

  public Preflight {
    checks = List.copyOf(checks);
  }

  /** Runs all checks side by side; one that has no answer after 16 seconds has failed. */
  public static Preflight run(List<Check> checks) throws InterruptedException {
    return run(checks, PATIENCE);
  }

  /** A thread for each check, so that those that hang keep none of the others from running. */
  static Preflight run(List<Check> checks, Duration patience) throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool(SideBySide::daemon);
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      List<Future<String>> running = new ArrayList<>();
      for (Check check : checks) {
        running.add(threads.submit((Callable<String>) check.probe()::find));
      }
      List<Finding> findings = new ArrayList<>();
      for (int i = 0; i < checks.size(); i++) {
        findings.add(finding(checks.get(i), running.get(i), deadline, patience));
      }
      boolean ok = findings.stream().allMatch(f -> f.ok() || !f.severity().equals("error"));
      return new Preflight(ok, findings);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Finding finding(
      Check check, Future<String> running, long deadline, Duration patience)
      throws InterruptedException {
    try {
      long left = deadline - System.nanoTime();
      return finding(check, severity(check), true, running.get(left, TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      return finding(check, severity(check, e.getCause()), false, describe(e.getCause()));
    } catch (TimeoutException e) {
      String found = "no answer within " + patience.toSeconds() + " s";
      return finding(check, severity(check), false, found);
    }
  }

  private static Finding finding(Check check, String severity, boolean ok, String found) {
    return new Finding(
        check.id(),
        severity,
        ok,
        check.lookedAt(),
        found,
        ok || severity.equals(SKIPPED) ? "" : check.remedy(),
        RUNBOOK + check.id());
  }

  private static String severity(Check check, Throwable failure) {
    if (failure instanceof NotLookedAt) {
      return SKIPPED;
    }
    return failure instanceof NotAsWanted found && found.harmless() ? WARNING : severity(check);
  }

  private static String severity(Check check) {
    return check.severity().name().toLowerCase(Locale.ROOT);
  }

  /** The message of the innermost cause says what really happened. */
  private static String describe(Throwable failure) {
    if (failure instanceof NotAsWanted || failure instanceof NotLookedAt) {
      return failure.getMessage();
    }
    Throwable innermost = RootCause.of(failure);
    return innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
  }
}
