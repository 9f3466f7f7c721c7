package io.keystream.lab.demo;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Entry point of {@code kit demo}. */
@Command(
    name = "kit demo",
    description = {
      "Starts a secured cluster, deploys a job with Ansible, feeds it web traffic, stops it, and"
          + " compares what it wrote with what was sent.",
      "Exit code 0: every record arrived exactly once. 1: it did not, or a step failed."
    },
    mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {
  private static final int MOST_SEED = 1_000_000;

  @Option(names = "--keep", description = "Leave the cluster and the job running.")
  private boolean keep;

  @Option(
      names = "--json",
      description =
          "Print the result as one JSON object on standard output, when there is one, and"
              + " everything else on standard error.")
  private boolean json;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed sends the same lines (default: another one each time).")
  private Long seed;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "45",
      description = "How long traffic goes on once the job runs (default: ${DEFAULT-VALUE}).")
  private int seconds;

  private Demo() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Demo()).execute(arguments));
  }

  @Override
  public Integer call() {
    PrintStream out = System.out;
    Screen screen = json ? Screen.standardError() : Screen.standardOutput();
    long usedSeed = seed == null ? ThreadLocalRandom.current().nextInt(MOST_SEED) : seed;
    Interruption interruption = Interruption.of(Thread.currentThread());
    try {
      DemoRun run = new DemoRun(screen, new DemoSettings(usedSeed, seconds, keep));
      Outcome outcome = perform(run, screen, interruption);
      if (outcome == null) {
        return 1;
      }
      if (json) {
        out.println(DemoReport.json(outcome, screen.elapsed()));
      }
      return outcome.exact() ? 0 : 1;
    } finally {
      interruption.finished();
    }
  }

  /** Null if a step failed; the reason has been told then. */
  private static Outcome perform(DemoRun run, Screen screen, Interruption interruption) {
    boolean complete = false;
    try {
      Outcome outcome = run.run();
      complete = true;
      return outcome;
    } catch (Exception e) {
      screen.text("");
      screen.text(interruption.requested() ? "Interrupted." : "The demo failed. " + describe(e));
      return null;
    } finally {
      interruption.clear();
      run.cleanUp(complete || interruption.requested());
    }
  }

  /** What the lab explains itself needs no class name. */
  private static String describe(Exception failure) {
    boolean explained = failure instanceof io.keystream.lab.LabException;
    return explained ? failure.getMessage() : failure.toString();
  }
}
