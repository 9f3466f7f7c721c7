package io.keystream.lab.runbook;

import io.keystream.lab.Lab;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Follows runbooks as the service user does, in a job's folder on its gateway. */
public final class RunbookShell {
  /** The longest that a page waits for is a first batch, 300 s. */
  private static final Duration LONGEST = Duration.ofMinutes(8);

  private final Path runbooks;
  private final Function<String, CommandResult> shell;
  private final Consumer<String> say;

  /**
   * @param runbooks their folder
   * @param shell runs a line
   * @param say told each command, and how it ended
   */
  RunbookShell(Path runbooks, Function<String, CommandResult> shell, Consumer<String> say) {
    this.runbooks = runbooks;
    this.shell = shell;
    this.say = say;
  }

  /**
   * On the gateway of a job, and for playbooks on the controller.
   *
   * @param say told each command, and how it ended
   */
  public static RunbookShell on(Lab lab, Gateway gateway, Consumer<String> say) {
    String folder = gateway.folder().toString();
    return new RunbookShell(
        lab.options().checkout().resolve("runbooks"),
        line -> lab.run(shell(folder, gateway.controller() + line)),
        say);
  }

  private static Command shell(String folder, String script) {
    return Command.of("-C", folder, "bash", "-c", script).within(LONGEST);
  }

  /**
   * What came of a section.
   *
   * @param page with its section: {@code alerts/NoCommit.md#diagnosis}
   * @param commands how many were run
   * @param problems what was not as the page says
   */
  public record Followed(String page, int commands, List<String> problems) {

    public Followed {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Runs every command of a section, also after one that did not end as the page says.
   *
   * @param page with its section: {@code alerts/NoCommit.md#diagnosis}
   */
  public Followed follow(String page, Placeholders placeholders) throws IOException {
    String[] parts = page.split("#", 2);
    List<Step> steps = Runbook.read(runbooks, parts[0]).steps(parts[1]);
    List<String> problems = new ArrayList<>();
    int commands = 0;
    for (Step step : steps) {
      StringBuilder output = new StringBuilder();
      for (RunbookCommand command : step.commands()) {
        output.append(run(command, placeholders, problems)).append('\n');
        commands++;
      }
      for (String problem : step.problems(output.toString())) {
        problems.add(problem + " in: " + output.toString().strip());
      }
    }
    if (commands == 0) {
      problems.add("it has no commands");
    }
    return new Followed(page, commands, problems.stream().map(p -> page + ": " + p).toList());
  }

  private String run(RunbookCommand command, Placeholders placeholders, List<String> problems) {
    String line = placeholders.fill(command.line());
    CommandResult result = shell.apply(line);
    say.accept("$ %s  -> exit code %d".formatted(line, result.exitCode()));
    if (!command.exitCodes().contains(result.exitCode())) {
      problems.add(
          "exit code %d, wanted %s, of `%s`: %s"
              .formatted(result.exitCode(), command.exitCodes(), line, result.output().strip()));
    }
    return result.output();
  }
}
