package io.keystream.job.cli;

import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether a job that is down is submitted again when an operator asks for that: as the watchdog
 * decides, but at once and however often it was before.
 */
final class RecoverDecision {
  /** Begins the name of who asks for a stop to start the job again. */
  private static final String RESTARTER = "keystream recover of ";

  private static final WatchdogLimits AT_ONCE =
      new WatchdogLimits(Integer.MAX_VALUE, Duration.ofDays(1), Duration.ZERO);

  private RecoverDecision() {}

  /** The decision; {@link WatchdogDecision.Verdict#RESUBMIT} if it is to be submitted. */
  static WatchdogDecision of(WatchdogFacts facts) {
    // The clock of the ResourceManager, which says when it ended, may be ahead.
    WatchdogDecision decision = WatchdogDecision.of(facts.afresh(), AT_ONCE, Instant.MAX);
    return decision.verdict() == WatchdogDecision.Verdict.STOPPED
            && facts.stop().filter(RecoverDecision::isRestart).isPresent()
        ? new WatchdogDecision(
            WatchdogDecision.Verdict.RESUBMIT,
            facts.stop().orElseThrow().requestedBy() + " stopped it, and did not start it again",
            ExitCode.OK)
        : decision;
  }

  /** Whether the stop that is asked for is one to start the job again. */
  static boolean isRestart(Control.StopRequest stop) {
    return stop.requestedBy().startsWith(RESTARTER);
  }

  /** A request to stop, after which the job is started again. */
  static Control.StopRequest restart(String caller, Instant now) {
    return new Control.StopRequest(RESTARTER + caller, now);
  }
}
