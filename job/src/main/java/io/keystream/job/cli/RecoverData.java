package io.keystream.job.cli;

import io.keystream.job.cli.RecoverFinding.Kind;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.ledger.RepairPlan;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.security.token.Outlook;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is said of what the job has written, and of what it logs in with. */
final class RecoverData {
  private static final String FOLDER = RecoverDiagnosis.FOLDER;
  private static final String LEDGER = "every entry of the ledger that is kept";
  private static final String FILES = "the published files of these entries";
  private static final String CHECKPOINT = "the newest checkpoint of each release";
  private static final String TOKENS = "what the job logs in with, and until when";

  /** A new token takes the place of one that is so. */
  private static final Set<Outlook.State> RENEWABLE =
      EnumSet.of(Outlook.State.OVERDUE, Outlook.State.ENDED, Outlook.State.GONE);

  private final RecoverFacts facts;

  private RecoverData(RecoverFacts facts) {
    this.facts = facts;
  }

  static List<RecoverFinding> of(RecoverFacts facts) {
    RecoverData data = new RecoverData(facts);
    List<RecoverFinding> findings = new ArrayList<>();
    findings.add(data.ledger());
    findings.add(data.files());
    findings.add(data.checkpoint());
    findings.add(data.tokens());
    return findings;
  }

  private RecoverFinding ledger() {
    Asked<LedgerVerification> asked = facts.ledger();
    if (asked.failed()) {
      return unanswered("ledger", LEDGER, asked.problem(), "recover-ledger.md");
    }
    LedgerVerification ledger = asked.answer();
    List<String> problems = ledger.problemsOfEntries();
    if (!problems.isEmpty()) {
      String found = "the ledger is damaged; nothing is done about it, and nothing is submitted";
      String page = FOLDER + "recover-ledger.md";
      return RecoverFinding.fail("ledger", LEDGER, found, page, ExitCode.LEDGER).saying(problems);
    }
    return RecoverFinding.ok("ledger", LEDGER, ledger.entries() + " entries, no gap, no overlap");
  }

  private RecoverFinding files() {
    Asked<LedgerVerification> asked = facts.ledger();
    if (asked.failed() || asked.answer().entries() == 0) {
      return asked.failed() || !asked.answer().ok()
          ? RecoverFinding.skip("published-files", FILES, "see ledger")
          : RecoverFinding.ok("published-files", FILES, "none yet");
    }
    Map<Long, List<String>> damaged = asked.answer().damaged();
    if (damaged.isEmpty()) {
      String found = asked.answer().files() + " files, none missing or damaged";
      return RecoverFinding.ok("published-files", FILES, found);
    }
    List<String> problems =
        new ArrayList<>(damaged.values().stream().flatMap(List::stream).toList());
    String found = problems.size() + " of " + asked.answer().files() + " files missing or damaged";
    if (facts.plan().failed()) {
      problems.add("Not known whether they can be made again: " + facts.plan().problem());
    } else {
      facts.plan().answer().refused().forEach(why -> problems.add(0, "Not made again: " + why));
    }
    return remade(
        RecoverFinding.fail(
                "published-files", FILES, found, FOLDER + "replay-range.md", ExitCode.LEDGER)
            .saying(problems));
  }

  private RecoverFinding remade(RecoverFinding found) {
    boolean entriesGood = facts.ledger().answer().problemsOfEntries().isEmpty();
    if (!facts.canBeChanged() || !entriesGood || facts.plan().failed()) {
      return found;
    }
    RepairPlan plan = facts.plan().answer();
    return plan.entries().isEmpty()
        ? found
        : found.mendedBy(
            Kind.REMAKE,
            "have the job make the files of these entries again, from Kafka: "
                + plan.entries().stream().map(LedgerEntry::sequence).toList());
  }

  private RecoverFinding checkpoint() {
    if (facts.checkpoints().failed()) {
      String page = "mend-job.md#checkpoint-not-readable";
      return unanswered("checkpoint", CHECKPOINT, facts.checkpoints().problem(), page);
    }
    Map<String, Long> newest = facts.checkpoints().answer();
    List<String> empty =
        newest.keySet().stream().filter(path -> newest.get(path) == 0).sorted().toList();
    if (!empty.isEmpty()) {
      return RecoverFinding.warn(
              "checkpoint",
              CHECKPOINT,
              "it is empty; nothing is to be done: the next start begins where the ledger ends",
              FOLDER + "mend-job.md#checkpoint-not-readable")
          .saying(empty);
    }
    return RecoverFinding.ok(
        "checkpoint",
        CHECKPOINT,
        newest.isEmpty()
            ? "none; the next start begins where the ledger ends"
            : "has " + newest.values().stream().mapToLong(each -> each).sum() + " bytes");
  }

  private RecoverFinding tokens() {
    if (facts.tokens().failed()) {
      return facts.canBeChanged()
          ? RecoverFinding.warn(
              "tokens", TOKENS, facts.tokens().problem(), FOLDER + "check-tokens.md#diagnosis")
          : skipped("tokens", TOKENS);
    }
    List<TokensReport.Row> bad =
        facts.tokens().answer().stream().filter(row -> row.outlook().state().bad()).toList();
    if (bad.isEmpty()) {
      return RecoverFinding.ok(
          "tokens", TOKENS, facts.tokens().answer().size() + " credentials, none ends too soon");
    }
    RecoverFinding found =
        RecoverFinding.fail(
                "tokens",
                TOKENS,
                bad.size() + " of " + facts.tokens().answer().size() + " are to be seen to",
                FOLDER + "check-tokens.md#diagnosis",
                ExitCode.FAILED)
            .saying(bad.stream().map(RecoverData::sentence).toList());
    boolean some = bad.stream().anyMatch(RecoverData::isRenewable);
    return some && isRunning() && facts.canBeChanged()
        ? found.mendedBy(Kind.RENEW, "have the driver fetch new tokens")
        : found;
  }

  private boolean isRunning() {
    return !facts.status().failed() && facts.status().answer().state().equals("RUNNING");
  }

  /** Whether new tokens are all that is wanted. */
  static boolean isMendedByTokens(RecoverFacts facts) {
    return facts.tokens().answer().stream()
        .filter(row -> row.outlook().state().bad())
        .allMatch(RecoverData::isRenewable);
  }

  private static boolean isRenewable(TokensReport.Row row) {
    return row.credential().kind().endsWith("_DELEGATION_TOKEN")
        && RENEWABLE.contains(row.outlook().state());
  }

  private static String sentence(TokensReport.Row row) {
    return row.outlook().state()
        + ": "
        + row.credential().kind()
        + " for "
        + row.credential().service()
        + ", "
        + row.outlook().action();
  }

  /** Where the file system does not answer, its own finding says why. */
  private RecoverFinding unanswered(String id, String lookedAt, String problem, String page) {
    return facts.hdfs().failed()
        ? skipped(id, lookedAt)
        : RecoverFinding.fail(
            id, lookedAt, problem, NextStep.page(problem, FOLDER + page), ExitCode.FAILED);
  }

  private RecoverFinding skipped(String id, String lookedAt) {
    return RecoverFinding.skip(id, lookedAt, facts.hdfs().failed() ? "see hdfs" : "see yarn");
  }
}
