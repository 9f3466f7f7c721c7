package io.keystream.job.cli;

import io.keystream.job.ledger.LedgerJson;
import java.io.PrintWriter;

/** Answers as JSON for machines or as lines for people. */
final class Printer {
  private final PrintWriter out;
  private final boolean json;

  Printer(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** Prints one answer in the form that was asked for. */
  void print(Object answer, String forPeople) {
    out.println(json ? LedgerJson.write(answer) : forPeople);
    out.flush();
  }
}
