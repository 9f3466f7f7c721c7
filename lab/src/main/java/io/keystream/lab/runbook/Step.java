package io.keystream.lab.runbook;

import java.util.List;

/**
 * One fenced block of a runbook.
 *
 * @param commands in their order
 * @param expected of what they say together
 */
public record Step(List<RunbookCommand> commands, ExpectedOutput expected) {

  public Step {
    commands = List.copyOf(commands);
  }

  /** What this output is not as the page expects it. */
  public List<String> problems(String output) {
    return expected.problems(output);
  }
}
