package io.keystream.lab.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Containers;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Kills the driver until YARN gives the job up, while records keep coming, and leaves the rest to
 * the watchdog, called by cron where a cron daemon runs. An operator's stop it has to obey.
 */
final class GivenUp implements Scenario {
  private static final int ATTEMPTS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String NO_PAUSE = "--first-pause=0";

  @Override
  public String name() {
    return "given-up";
  }

  @Override
  public String description() {
    return "drivers killed until YARN gives up; the watchdog resubmits, but no stopped job";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    Pipeline pipeline = Pipeline.of(name(), "2s");
    boolean byCron = cronRuns();
    LoadedJob loaded =
        new LoadedJob(lab, pipeline)
            .with("keystream_max_attempts", ATTEMPTS)
            .with("keystream_watchdog", byCron ? "cron" : "none")
            .with("keystream_watchdog_minutes", 1);
    Faults faults = new Faults(lab, pipeline, say);
    try {
      Outcome outcome =
          loaded.run(
              job -> {
                faults.resubmitted(job, byCron);
                takeCronAway(job);
                faults.submittedOnce(job);
                faults.leftAlone(job);
                faults.stoppedWhenDown(job);
              });
      faults.nobodyAnswers(loaded);
      return outcome;
    } finally {
      takeCronAway(loaded);
    }
  }

  private static void takeCronAway(LoadedJob job) {
    job.with("keystream_watchdog", "none").gateway().require("watchdog");
  }

  private static boolean cronRuns() {
    return Stream.of("cron", "crond")
        .anyMatch(name -> Command.of("pgrep", "-x", name).run().exitCode() == 0);
  }

  /** What is done to the job, and what has to follow. */
  private record Faults(Lab lab, Pipeline pipeline, Consumer<String> say) {

    void resubmitted(LoadedJob job, boolean byCron) throws IOException, InterruptedException {
      job.awaitCommitAfter(job.committed() + 2);
      String before = giveUp(job);
      Instant begin = Instant.now();
      if (!byCron) {
        Command.of(job.gateway().folder().resolve("bin/watchdog").toString()).run().orThrow();
      }
      until("Another application", () -> !application(job).equals(before));
      job.awaitCommitAfter(job.committed());
      say.accept(
          "%s was given up; %s is there, by %s, and commits %d s later"
              .formatted(
                  before,
                  application(job),
                  byCron ? "cron" : "bin/watchdog",
                  Duration.between(begin, Instant.now()).toSeconds()));
      String again = job.gateway().require("deploy", "--skip-tags", "preflight").stdout();
      if (!again.contains("changed=0")) {
        job.problem("a deployment did not know the release that the watchdog submitted");
      }
    }

    void submittedOnce(LoadedJob job) throws IOException, InterruptedException {
      giveUp(job);
      long before = applications();
      List<String> verdicts = both(() -> verdict(job));
      long more = applications() - before;
      say.accept("two watchdogs at once: " + verdicts + ", " + more + " more application");
      if (more != 1) {
        job.problem("two watchdogs submitted " + more + " applications, wanted 1");
      }
      job.awaitCommitAfter(job.committed());
    }

    void leftAlone(LoadedJob job) throws IOException, InterruptedException {
      job.gateway().require("stop");
      stays(job, "a stopped job");
      job.gateway().ask("submit");
      job.awaitCommitAfter(job.committed());
    }

    void stoppedWhenDown(LoadedJob job) throws IOException, InterruptedException {
      giveUp(job);
      job.gateway().require("stop");
      stays(job, "a job that was stopped when it was down");
      job.gateway().ask("submit");
      job.awaitCommitAfter(job.committed());
    }

    void nobodyAnswers(LoadedJob job) {
      lab.kill("resourcemanager");
      CommandResult result = job.gateway().keystream("watchdog");
      say.accept("without a ResourceManager: " + result.stderr().strip());
      if (result.exitCode() != 1 || !result.stderr().contains("Nothing is done: ")) {
        job.problem("without a ResourceManager the watchdog ended with " + result.exitCode());
      }
    }

    private void stays(LoadedJob job, String what) {
      long before = applications();
      for (int run = 0; run < 3; run++) {
        String verdict = verdict(job);
        if (!verdict.equals("STOPPED")) {
          job.problem(what + ": the watchdog found it " + verdict);
        }
      }
      if (applications() != before) {
        job.problem(what + " was submitted again");
      }
      say.accept(what + " is left alone by three watchdogs");
    }

    /** The application that has no attempt left. */
    private String giveUp(LoadedJob job) throws InterruptedException {
      String application = application(job);
      Containers containers = new Containers(lab, application);
      until(
          "The end of " + application,
          () -> {
            containers.driver().forEach(containers::kill);
            return state(job).equals("FAILED");
          });
      return application;
    }

    private static String verdict(LoadedJob job) {
      return job.gateway().ask("watchdog", NO_PAUSE).path("verdict").asText();
    }

    private static String application(LoadedJob job) {
      return status(job).path("application_id").asText();
    }

    private static String state(LoadedJob job) {
      return status(job).path("state").asText();
    }

    private static JsonNode status(LoadedJob job) {
      return job.gateway().status();
    }

    /** All there ever were. */
    private long applications() {
      return lab.run(
              Command.of(
                  "yarn",
                  "application",
                  "-list",
                  "-appStates",
                  "ALL",
                  "-appTags",
                  "keystream:" + pipeline.name()))
          .orThrow()
          .stdout()
          .lines()
          .filter(line -> line.startsWith("application_"))
          .count();
    }

    private static List<String> both(Callable<String> what) throws InterruptedException {
      ExecutorService two = Executors.newFixedThreadPool(2);
      try {
        Future<String> one = two.submit(what);
        Future<String> other = two.submit(what);
        return List.of(one.get(), other.get());
      } catch (ExecutionException e) {
        throw new LabException("A watchdog failed", e);
      } finally {
        two.shutdown();
      }
    }

    private static void until(String what, Callable<Boolean> condition)
        throws InterruptedException {
      Instant deadline = Instant.now().plus(PATIENCE);
      try {
        while (!condition.call()) {
          if (Instant.now().isAfter(deadline)) {
            throw new LabException(what + ": not within " + PATIENCE.toSeconds() + " s");
          }
          Thread.sleep(500);
        }
      } catch (InterruptedException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new LabException(what, e);
      }
    }
  }
}
