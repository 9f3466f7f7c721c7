package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import java.util.Comparator;
import java.util.List;

/**
 * A diagnosis, and what was mended of it; what {@code recover --json} prints.
 *
 * @param changed whether anything was
 * @param ok whether nothing is wrong, or no longer
 * @param findings what is wrong first
 * @param next what is to be done now
 */
record RecoverReport(
    String name, boolean changed, boolean ok, List<RecoverFinding> findings, String next) {

  static RecoverReport of(String name, boolean changed, List<RecoverFinding> findings) {
    List<RecoverFinding> sorted =
        findings.stream().sorted(RecoverFinding.MOST_URGENT_FIRST).toList();
    boolean ok = sorted.stream().noneMatch(RecoverFinding::isBad);
    return new RecoverReport(name, changed, ok, sorted, next(sorted));
  }

  /** What a failure means that another attempt would not mend comes before all else. */
  ExitCode exitCode() {
    List<ExitCode> codes =
        findings.stream()
            .filter(RecoverFinding::isBad)
            .flatMap(each -> ExitCode.of(each.exitCode()).stream())
            .sorted(Comparator.reverseOrder())
            .toList();
    return codes.stream()
        .filter(code -> code.permanent() || code == ExitCode.LOGIN)
        .findFirst()
        .orElse(codes.isEmpty() ? ExitCode.OK : ExitCode.FAILED);
  }

  private static String next(List<RecoverFinding> findings) {
    List<RecoverFinding> bad = findings.stream().filter(RecoverFinding::isBad).toList();
    if (bad.isEmpty()) {
      return "nothing is to be done";
    }
    if (bad.stream().anyMatch(each -> each.repair() != null && each.outcome() == null)) {
      return "keystream recover --repair";
    }
    return "keystream explain " + bad.get(0).runbook();
  }
}
