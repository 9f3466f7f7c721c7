package io.keystream.job.cli;

import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.time.Instant;
import java.util.List;

/**
 * What the watchdog does, decided by nothing but what it knows.
 *
 * @param why for the operator
 */
record WatchdogDecision(Verdict verdict, String why, ExitCode exitCode) {

  /** What is done, or why nothing is. */
  enum Verdict {
    /** The job runs or waits to run. */
    RUNNING,
    /** An operator stopped it. */
    STOPPED,
    /** It has read all that it was to read. */
    ENDED,
    /** Somebody killed its application. */
    KILLED,
    /** It was never submitted. */
    NEVER_SUBMITTED,
    /** It was submitted, and YARN does not know its application. */
    FORGOTTEN,
    /** It failed, and would again. */
    PERMANENT_FAILURE,
    /** It is submitted again after a pause. */
    PAUSING,
    /** It was submitted again too often. */
    GIVING_UP,
    /** It was submitted again too often some time ago. */
    GAVE_UP,
    /** It is submitted again. */
    RESUBMIT,
    /** Another process submits at this moment. */
    BUSY
  }

  private static final String SUBMIT =
      "; the watchdog leaves it until it is submitted: keystream submit";

  /** The decision. */
  static WatchdogDecision of(WatchdogFacts facts, WatchdogLimits limits, Instant now) {
    if (facts.application().isPresent()
        && facts.application().get().fate() == LastApplication.Fate.LIVE) {
      return good(Verdict.RUNNING, facts.application().get().id() + " is there");
    }
    if (facts.stop().isPresent()) {
      Control.StopRequest stop = facts.stop().get();
      return good(
          Verdict.STOPPED, stop.requestedBy() + " stopped it at " + stop.requestedAt() + SUBMIT);
    }
    if (facts.stopped().isPresent()) {
      return good(Verdict.ENDED, "it ended as it was to at " + facts.stopped().get().stoppedAt());
    }
    if (facts.application().isEmpty()) {
      return unknown(facts);
    }
    return ofEnded(facts, limits, now);
  }

  /** Another process holds the right to submit. */
  static WatchdogDecision busy(String who) {
    return good(Verdict.BUSY, who);
  }

  private static WatchdogDecision unknown(WatchdogFacts facts) {
    return facts
        .submitted()
        .map(
            last ->
                new WatchdogDecision(
                    Verdict.FORGOTTEN,
                    "YARN does not know "
                        + last.applicationId()
                        + ", submitted at "
                        + last.submittedAt()
                        + ", so nobody can tell whether somebody killed it"
                        + SUBMIT,
                    ExitCode.FAILED))
        .orElse(good(Verdict.NEVER_SUBMITTED, "it was never submitted" + SUBMIT));
  }

  private static WatchdogDecision ofEnded(WatchdogFacts facts, WatchdogLimits limits, Instant now) {
    LastApplication last = facts.application().orElseThrow();
    if (facts.permanentFailure().isPresent()) {
      ExitCode code = facts.permanentFailure().get();
      return new WatchdogDecision(
          Verdict.PERMANENT_FAILURE,
          last.id()
              + " ended with "
              + code.code()
              + " ("
              + code.meaning()
              + ") and would again: see keystream status, mend it"
              + SUBMIT,
          code);
    }
    return switch (last.fate()) {
      case SUCCEEDED -> good(Verdict.ENDED, last.id() + " ended by itself, and says all is done");
      case KILLED -> good(Verdict.KILLED, last.id() + ": " + last.reason() + SUBMIT);
      default -> ofGivenUp(facts, limits, now);
    };
  }

  private static WatchdogDecision ofGivenUp(
      WatchdogFacts facts, WatchdogLimits limits, Instant now) {
    LastApplication last = facts.application().orElseThrow();
    List<Instant> done = facts.resubmissions(limits.within(), now);
    if (facts.notes().gaveUpAt() != null) {
      return new WatchdogDecision(
          Verdict.GAVE_UP,
          "the watchdog gave up at " + facts.notes().gaveUpAt() + SUBMIT,
          ExitCode.FAILED);
    }
    String failure = last.id() + " was given up by YARN: " + last.reason();
    if (done.size() >= limits.resubmissions()) {
      return new WatchdogDecision(
          Verdict.GIVING_UP,
          failure
              + ". It was submitted again "
              + done.size()
              + " times within "
              + limits.within().toMinutes()
              + " minutes"
              + SUBMIT,
          ExitCode.FAILED);
    }
    Instant next = facts.downSince().plus(limits.pauseAfter(done.size()));
    return now.isBefore(next)
        ? good(Verdict.PAUSING, failure + "; it is submitted again at " + next)
        : good(Verdict.RESUBMIT, failure);
  }

  private static WatchdogDecision good(Verdict verdict, String why) {
    return new WatchdogDecision(verdict, why, ExitCode.OK);
  }
}
