package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Takes the NameNode, and then the DataNode, away for a minute while records keep coming. */
final class HdfsOutage implements Scenario {
  private static final Duration OUTAGE = Duration.ofSeconds(60);
  private static final Duration GOAL = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "hdfs-outage";
  }

  @Override
  public String description() {
    return "the NameNode, then the DataNode, killed for 60 s under load";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s"))
        .run(
            job -> {
              for (String daemon : List.of("namenode", "datanode")) {
                outage(lab, daemon, job, say);
              }
            });
  }

  private static void outage(Lab lab, String daemon, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    job.awaitCommitAfter(job.committed() + 2);
    lab.kill(daemon);
    say.accept("the " + daemon + " is killed");
    Thread.sleep(OUTAGE.toMillis());
    lab.start(daemon);
    Duration pause = job.awaitCommitAfter(job.committed());
    say.accept("first commit %.1f s after it serves".formatted(pause.toMillis() / 1e3));
    if (pause.compareTo(GOAL) > 0) {
      job.problem(
          "first commit %d s after the %s served, wanted %d"
              .formatted(pause.toSeconds(), daemon, GOAL.toSeconds()));
    }
  }
}
