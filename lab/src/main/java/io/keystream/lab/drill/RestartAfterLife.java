package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.Command;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Kills the application master when the tokens of its submission have reached their maximum life,
 * after a week on most clusters. NodeManagers fetch what the next one needs with tokens that the
 * ResourceManager gets in the user's name, if it may; otherwise no attempt starts ever again.
 */
final class RestartAfterLife implements Scenario {
  private static final Duration LIFE = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long POLL_MILLIS = 2_000;
  private static final String PRIVILEGES = "yarn.resourcemanager.proxy-user-privileges.enabled";

  /** How YARN reports that a container's files could not be fetched. */
  private static final String NOT_LOCALIZED = "exitCode: -1000";

  private final boolean privileges;

  RestartAfterLife(boolean privileges) {
    this.privileges = privileges;
  }

  @Override
  public String name() {
    return privileges ? "restart-after-life" : "no-restart-after-life";
  }

  @Override
  public String description() {
    return "application master killed after its tokens' maximum life, "
        + (privileges ? "restarted with" : "given up without")
        + " proxy-user privileges";
  }

  @Override
  public LabOptions lab(LabOptions defaults) {
    return defaults
        .with("yarn." + PRIVILEGES, Boolean.toString(privileges))
        .with("hdfs.dfs.namenode.delegation.token.renew-interval", "60000")
        .with("hdfs.dfs.namenode.delegation.token.max-lifetime", "" + LIFE.toMillis())
        .with("hdfs.dfs.namenode.delegation.key.update-interval", "60000");
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s"))
        .mayRestart()
        .run(
            job -> {
              if (!privileges) {
                requireWarning(job);
              }
              outlive(lab, job, say);
              if (privileges) {
                restarted(job, say);
              } else {
                givenUp(lab, job, say);
              }
            });
  }

  private static void requireWarning(LoadedJob job) {
    String found = job.gateway().keystream("preflight").stdout();
    if (!found.contains("yarn-restart") || !found.contains("started again fails with -1000")) {
      job.problem("preflight did not warn of it: " + found);
    }
  }

  private static void outlive(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    // Keys that signed a token stay valid for a while.
    Thread.sleep(LIFE.multipliedBy(2).toMillis());
    // As on a node where the job has not run before.
    if (YarnCache.deleteKeytabs(lab) < 1) {
      job.problem("wanted a copy of the keytab in YARN's cache");
    }
    job.containers().driver().forEach(job.containers()::kill);
    say.accept("killed after %d s".formatted(LIFE.multipliedBy(2).toSeconds()));
  }

  private static void restarted(LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    Duration pause = job.awaitCommitAfter(job.committed() + 1);
    say.accept("the next attempt's second commit after %.1f s".formatted(pause.toMillis() / 1e3));
  }

  private static void givenUp(Lab lab, LoadedJob job, Consumer<String> say)
      throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    String state = job.status().path("state").asText();
    while (!state.equals("FAILED")) {
      if (Instant.now().isAfter(end)) {
        throw new LabException("The application is not FAILED but " + state);
      }
      Thread.sleep(POLL_MILLIS);
      state = job.status().path("state").asText();
    }
    String application = job.containers().applicationId();
    String report =
        lab.run(Command.of("yarn", "application", "-status", application)).orThrow().stdout();
    if (!report.contains(NOT_LOCALIZED)) {
      job.problem("the application failed for another reason: " + report);
    }
    say.accept("YARN has given it up, with " + NOT_LOCALIZED);
    job.deployAgain();
  }
}
