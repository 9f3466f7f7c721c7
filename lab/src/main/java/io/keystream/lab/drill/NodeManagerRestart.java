package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Containers;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes the NodeManager away while records keep coming, for less than it takes YARN to give a node
 * up. As on a cluster, it finds its containers again, which go on meanwhile. Nobody is told: for
 * the job nothing happens.
 */
final class NodeManagerRestart implements Scenario {
  private static final String DAEMON = "nodemanager";

  private static final Duration AWAY = Duration.ofSeconds(30);

  /** After which YARN gives the node up with all that runs there; on a cluster 10 min. */
  private static final Duration GIVEN_UP = Duration.ofMinutes(2);

  /** In which YARN would end what it does not find again. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(30);

  private static final Duration GOAL = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "nodemanager-restart";
  }

  @Override
  public String description() {
    return "the NodeManager killed for %d s under load, while its containers go on"
        .formatted(AWAY.toSeconds());
  }

  @Override
  public LabOptions lab(LabOptions defaults) {
    return defaults
        .with("yarn.yarn.nodemanager.recovery.enabled", "true")
        .with(
            "yarn.yarn.nm.liveness-monitor.expiry-interval-ms", Long.toString(GIVEN_UP.toMillis()));
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s")).run(job -> restart(lab, job, say));
  }

  private static void restart(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    job.awaitExecutors(1);
    job.awaitCommitAfter(job.committed() + 2);
    List<Long> processes = processes(job.containers());
    lab.kill(DAEMON);
    long before = job.committed();
    Thread.sleep(AWAY.toMillis());
    long without = job.committed();
    say.accept("%d entries without a NodeManager".formatted(without - before));
    // The one at work when it was killed does not count.
    if (without - before < 2) {
      job.problem("nothing was committed while the NodeManager was away");
    }
    lab.start(DAEMON);
    Duration pause = job.firstCommit(job.committed(), Instant.now(), GOAL);
    say.accept("first commit %s after it serves".formatted(Figures.seconds(pause)));
    Thread.sleep(AFTERWARDS.toMillis());
    if (!processes(job.containers()).equals(processes)) {
      job.problem("driver or executor did not outlive the NodeManager");
    }
  }

  private static List<Long> processes(Containers containers) {
    List<Long> processes = new ArrayList<>(containers.driver());
    processes.addAll(containers.executors());
    return processes;
  }
}
