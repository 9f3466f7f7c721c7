package io.keystream.job.cli;

import io.keystream.job.cli.RecoverFinding.Kind;
import io.keystream.job.ledger.SubmissionLease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Does the repairs that a diagnosis names, and tells of each before and after. */
final class RecoverTreatment {

  /** Whoever can do a repair. */
  interface Repairs {
    RecoverOutcome apply(Kind kind) throws IOException, InterruptedException;
  }

  private final Repairs repairs;
  private final Consumer<String> say;
  private boolean changed;
  private boolean restarted;

  RecoverTreatment(Repairs repairs, Consumer<String> say) {
    this.repairs = repairs;
    this.say = say;
  }

  /** A job that runs first: it does the others. One repair that fails keeps none of them back. */
  RecoverReport of(String name, List<RecoverFinding> findings) throws InterruptedException {
    List<RecoverFinding> all = new ArrayList<>(findings);
    List<RecoverFinding> mendable =
        findings.stream()
            .filter(each -> each.repair() != null)
            .sorted(Comparator.comparing(each -> each.repair().kind()))
            .toList();
    for (RecoverFinding finding : mendable) {
      all.set(all.indexOf(finding), treat(finding));
    }
    return RecoverReport.of(name, changed, all);
  }

  private RecoverFinding treat(RecoverFinding finding) throws InterruptedException {
    Kind kind = finding.repair().kind();
    say.accept(finding.id() + ": " + finding.found() + ". Now: " + finding.repair().what());
    RecoverOutcome outcome = apply(kind);
    changed |= outcome.changed();
    restarted |= outcome.mended() && kind == Kind.RESTART;
    say.accept(finding.id() + ": " + outcome.what());
    return finding.after(outcome);
  }

  private RecoverOutcome apply(Kind kind) throws InterruptedException {
    if (kind == Kind.RENEW && restarted) {
      return new RecoverOutcome(false, true, "the new driver has logged in anew");
    }
    try {
      return repairs.apply(kind);
    } catch (SubmissionLease.HeldException e) {
      return new RecoverOutcome(false, false, "not done: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      // What was begun may have changed something.
      return new RecoverOutcome(true, false, "not done: " + e.getMessage());
    }
  }
}
