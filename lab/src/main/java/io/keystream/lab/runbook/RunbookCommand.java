package io.keystream.lab.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a fenced block, or several that a backslash joins.
 *
 * @param line as a shell reads it, comment included
 * @param exitCodes with which it may end, by its comment; 0 if that says nothing of it
 */
public record RunbookCommand(String line, Set<Integer> exitCodes) {
  private static final Pattern EXIT_CODES =
      Pattern.compile("\\s#.*?\\bexit codes? (\\d+(?:(?:, or |, | or )\\d+)*)");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern JOINED = Pattern.compile("\\\\\\n\\s*");

  public RunbookCommand {
    exitCodes = Set.copyOf(exitCodes);
  }

  /** The commands of a block. */
  static List<RunbookCommand> parse(String block) {
    List<RunbookCommand> commands = new ArrayList<>();
    for (String line : JOINED.matcher(block).replaceAll("").lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        commands.add(new RunbookCommand(line, exitCodes(line)));
      }
    }
    return commands;
  }

  private static Set<Integer> exitCodes(String line) {
    Matcher said = EXIT_CODES.matcher(line);
    if (!said.find()) {
      return Set.of(0);
    }
    Set<Integer> codes = new TreeSet<>();
    NUMBER
        .matcher(said.group(1))
        .results()
        .forEach(code -> codes.add(Integer.valueOf(code.group())));
    return codes;
  }
}
