package io.keystream.lab.runbook;

import io.keystream.lab.LabException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the steps of a section: its blocks of shell commands, each with the paragraph after it if
 * that says what is expected. A block without a language below such a paragraph holds lines that
 * are expected, too, unless it is there as an example, after {@code such as}.
 */
final class Steps {
  private static final String FENCE = "```";
  private static final String COMMANDS = FENCE + "sh";
  private static final String EXPECTED = "Expected";
  private static final String EXAMPLE = "such as";

  private final List<String> lines;
  private final List<Step> steps = new ArrayList<>();
  private int next;

  private Steps(String text) {
    this.lines = text.lines().map(String::strip).toList();
  }

  /** The steps in the text of one section. */
  static List<Step> of(String text) {
    Steps steps = new Steps(text);
    steps.read();
    return steps.steps;
  }

  private void read() {
    while (next < lines.size()) {
      String line = lines.get(next);
      if (line.equals(COMMANDS)) {
        String commands = String.join("\n", block());
        steps.add(new Step(RunbookCommand.parse(commands), expected()));
      } else if (line.startsWith(FENCE)) {
        block();
      } else {
        next++;
      }
    }
  }

  private List<String> block() {
    List<String> block = new ArrayList<>();
    for (next++; next < lines.size(); next++) {
      if (lines.get(next).equals(FENCE)) {
        next++;
        return block;
      }
      block.add(lines.get(next));
    }
    throw new LabException("A block is not closed: " + block);
  }

  private ExpectedOutput expected() {
    skipEmptyLines();
    if (next == lines.size() || !lines.get(next).startsWith(EXPECTED)) {
      return ExpectedOutput.NOTHING;
    }
    List<String> paragraph = new ArrayList<>();
    while (next < lines.size() && !endsParagraph(lines.get(next))) {
      paragraph.add(lines.get(next++));
    }
    String text = String.join(" ", paragraph);
    return ExpectedOutput.parse(text, text.endsWith(EXAMPLE) ? List.of() : linesBelow());
  }

  private List<String> linesBelow() {
    skipEmptyLines();
    return next < lines.size() && lines.get(next).equals(FENCE) ? block() : List.of();
  }

  private void skipEmptyLines() {
    while (next < lines.size() && lines.get(next).isEmpty()) {
      next++;
    }
  }

  private static boolean endsParagraph(String line) {
    return line.isEmpty() || line.startsWith(FENCE) || line.startsWith("|");
  }
}
