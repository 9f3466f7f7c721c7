package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Takes the NameNode, and then the DataNode, away while records keep coming. */
final class HdfsOutage implements Scenario {
  private static final Duration OUTAGE = Duration.ofSeconds(60);
  private static final Duration GOAL = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "hdfs-outage";
  }

  @Override
  public String description() {
    return "the NameNode, then the DataNode, killed for at least 60 s under load";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s"))
        .watched(say)
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
    OnCall onCall = job.onCall();
    onCall.faultBegins();
    Instant end = Instant.now().plus(OUTAGE);
    lab.kill(daemon);
    say.accept("the " + daemon + " is killed");
    // Without HDFS the gateway cannot say anything of the job, and that is what is noticed.
    onCall.awaitAlert("TextfileStale");
    onCall.follow("alerts/TextfileStale.md#diagnosis");
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis()));
    lab.start(daemon);
    Duration pause = job.firstCommit(job.committed(), Instant.now(), GOAL);
    say.accept("first commit %s after it serves".formatted(Figures.seconds(pause)));
    onCall.follow("procedures/mend-job.md#hdfs-away");
    onCall.follow("alerts/TextfileStale.md#mitigation");
    onCall.follow("alerts/TextfileStale.md#verification");
    onCall.awaitQuiet("TextfileStale");
  }
}
