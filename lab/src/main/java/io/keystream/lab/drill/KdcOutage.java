package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes the KDC away while records keep coming: first for longer than from one renewal of the
 * tokens to the next, but not as long as they live, then for longer than they live.
 */
final class KdcOutage implements Scenario {
  /** Of Kafka's and of HDFS's tokens; renewed after three tenths of it. */
  private static final Duration LIFE = Duration.ofSeconds(160);

  private static final Map<String, String> RENEWAL =
      Map.of(
          "spark.security.credentials.renewalRatio", "0.3",
          "spark.security.credentials.retryWait", "10s");

  private static final Duration SHORT = Duration.ofSeconds(90);
  private static final Duration LONG = LIFE.plusSeconds(50);
  private static final Duration GOAL = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "kdc-outage";
  }

  @Override
  public String description() {
    return "the KDC killed under load for 90 s, then for 210 s, with tokens of 160 s";
  }

  @Override
  public LabOptions lab(LabOptions defaults) {
    String life = Long.toString(LIFE.toMillis());
    return defaults
        .with("kafka.delegation.token.expiry.time.ms", life)
        .with("kafka.delegation.token.expiry.check.interval.ms", "10000")
        .with("hdfs.dfs.namenode.delegation.token.renew-interval", life);
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s"))
        .with("keystream_spark_conf", RENEWAL)
        .watched(say)
        .run(
            job -> {
              unnoticed(lab, job, say);
              waitedFor(lab, job, say);
            });
  }

  private static void unnoticed(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    job.awaitCommitAfter(job.committed() + 2);
    lab.kill("kdc");
    Thread.sleep(SHORT.toMillis());
    long before = job.committed();
    Duration pause = job.awaitCommitAfter(before + 1);
    say.accept(
        "two commits within %.1f s, after %d s without a KDC"
            .formatted(pause.toMillis() / 1e3, SHORT.toSeconds()));
    if (pause.compareTo(GOAL) > 0) {
      job.problem("batches waited although the tokens were valid");
    }
    lab.start("kdc");
  }

  private static void waitedFor(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    // Until the tokens are renewed once more.
    Thread.sleep(LIFE.toMillis() / 2);
    OnCall onCall = job.onCall();
    onCall.faultBegins();
    Instant end = Instant.now().plus(LONG);
    lab.kill("kdc");
    onCall.awaitAlert("TextfileStale");
    onCall.follow("alerts/TextfileStale.md#diagnosis");
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis()));
    long before = job.committed();
    say.accept("the KDC comes back after %d s".formatted(LONG.toSeconds()));
    lab.start("kdc");
    Duration pause = job.firstCommit(before, Instant.now(), GOAL);
    say.accept("first commit %s later".formatted(Figures.seconds(pause)));
    onCall.follow("procedures/mend-preflight.md#kdc");
    onCall.follow("procedures/mend-job.md#tokens-expired");
    onCall.follow("alerts/TextfileStale.md#mitigation");
    onCall.follow("alerts/TextfileStale.md#verification");
    onCall.awaitQuiet("TextfileStale");
  }
}
