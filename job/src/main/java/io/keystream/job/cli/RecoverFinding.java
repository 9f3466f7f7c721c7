package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something that was looked at, and how it is.
 *
 * @param id stable name
 * @param found in one sentence
 * @param details one sentence each
 * @param runbook page of the repository; null where all is well
 * @param exitCode of the command line if it stays so; 0 where that is no failure
 * @param repair null if there is none that is safe
 * @param outcome what became of the repair; null if it was not tried
 */
record RecoverFinding(
    String id,
    State state,
    String lookedAt,
    String found,
    List<String> details,
    String runbook,
    int exitCode,
    Repair repair,
    String outcome) {
  /** Before what is only down comes what would bring it down again. */
  static final Comparator<RecoverFinding> MOST_URGENT_FIRST =
      Comparator.comparing(RecoverFinding::state)
          .thenComparing(finding -> !finding.outlastsAttempts());

  private static final int SHOWN = 10;

  /** How something is, the worst first. */
  enum State {
    FAIL,
    /** Nothing has to be done, but it should be known. */
    WARN,
    /** Could not be looked at, for a reason that another finding tells. */
    SKIP,
    /** It was wrong, and is mended. */
    REPAIRED,
    OK
  }

  /** What can be done without a risk; the ledger makes all of it safe. */
  enum Kind {
    /** Submit the job. */
    SUBMIT,
    /** End a driver that hangs, and submit the job. */
    RESTART,
    /** Have the driver fetch new tokens. */
    RENEW,
    /** Have files of committed entries made again. */
    REMAKE
  }

  /**
   * A safe repair.
   *
   * @param what it does, for people
   */
  record Repair(Kind kind, String what) {}

  RecoverFinding {
    found = Redaction.of(found);
    details = details.stream().map(Redaction::of).toList();
    outcome = outcome == null ? null : Redaction.of(outcome);
  }

  static RecoverFinding ok(String id, String lookedAt, String found) {
    return new RecoverFinding(id, State.OK, lookedAt, found, List.of(), null, 0, null, null);
  }

  static RecoverFinding skip(String id, String lookedAt, String why) {
    return new RecoverFinding(
        id, State.SKIP, lookedAt, "not looked at: " + why, List.of(), null, 0, null, null);
  }

  static RecoverFinding warn(String id, String lookedAt, String found, String runbook) {
    return new RecoverFinding(id, State.WARN, lookedAt, found, List.of(), runbook, 0, null, null);
  }

  static RecoverFinding fail(
      String id, String lookedAt, String found, String runbook, ExitCode code) {
    return new RecoverFinding(
        id, State.FAIL, lookedAt, found, List.of(), runbook, code.code(), null, null);
  }

  /** The same with more to say, of which the first sentences are kept. */
  RecoverFinding saying(List<String> sentences) {
    List<String> kept = new ArrayList<>(sentences.stream().limit(SHOWN).toList());
    if (sentences.size() > SHOWN) {
      kept.add("and " + (sentences.size() - SHOWN) + " more");
    }
    return with(state, kept, repair, outcome);
  }

  /** The same that can be mended. */
  RecoverFinding mendedBy(Kind kind, String what) {
    return with(state, details, new Repair(kind, what), outcome);
  }

  /** The same after its repair. */
  RecoverFinding after(RecoverOutcome done) {
    return with(done.mended() ? State.REPAIRED : state, details, repair, done.what());
  }

  boolean isBad() {
    return state == State.FAIL;
  }

  private boolean outlastsAttempts() {
    return ExitCode.of(exitCode).filter(ExitCode::permanent).isPresent();
  }

  private RecoverFinding with(
      State otherState, List<String> otherDetails, Repair otherRepair, String otherOutcome) {
    return new RecoverFinding(
        id,
        otherState,
        lookedAt,
        found,
        otherDetails,
        runbook,
        exitCode,
        otherRepair,
        otherOutcome);
  }
}
