package io.keystream.lab.drill;

import io.keystream.lab.LabOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Takes the KDC away while records keep coming: first for longer than from one renewal of the
 * tokens to the next, but not as long as they live, then for longer than they live.
 */
final class KdcOutage extends WatchedDrill {
  /** Without a ticket the gateway cannot say anything of the job, and that is what is noticed. */
  private static final String ALERT = "TextfileStale";

  /** Of Kafka's and of HDFS's tokens; renewed after three tenths of it. */
  private static final Duration LIFE = Duration.ofSeconds(160);

  private static final Map<String, String> RENEWAL =
      Map.of(
          "spark.security.credentials.renewalRatio", "0.3",
          "spark.security.credentials.retryWait", "10s");

  private static final Duration SHORT = Duration.ofSeconds(90);
  private static final Duration LONG = LIFE.plusSeconds(50);
  private static final Duration GOAL = Duration.ofSeconds(30);

  KdcOutage() {
    super("kdc-outage", "the KDC killed under load for 90 s, then for 210 s, with tokens of 160 s");
  }

  @Override
  public LabOptions lab(LabOptions defaults) {
    return ShortTokens.of(defaults, LIFE);
  }

  @Override
  LoadedJob prepared(LoadedJob job) {
    return job.withSpark(RENEWAL);
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    unnoticed(incident);
    waitedFor(incident);
  }

  private static void unnoticed(Incident incident) throws IOException, InterruptedException {
    LoadedJob job = incident.job();
    job.awaitCommitAfter(job.committed() + 2);
    incident.lab().kill("kdc");
    Thread.sleep(SHORT.toMillis());
    long before = job.committed();
    Duration pause = job.awaitCommitAfter(before + 1);
    incident
        .say()
        .accept(
            "two commits within %s, after %d s without a KDC"
                .formatted(Figures.seconds(pause), SHORT.toSeconds()));
    if (pause.compareTo(GOAL) > 0) {
      job.problem("batches waited although the tokens were valid");
    }
    incident.lab().start("kdc");
  }

  private static void waitedFor(Incident incident) throws IOException, InterruptedException {
    // Until the tokens are renewed once more.
    Thread.sleep(LIFE.toMillis() / 2);
    incident.begins();
    Instant end = Instant.now().plus(LONG);
    incident.lab().kill("kdc");
    incident.alert(ALERT);
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis()));
    long before = incident.job().committed();
    incident.say().accept("the KDC comes back after %d s".formatted(LONG.toSeconds()));
    incident.lab().start("kdc");
    incident.firstCommit(before, Instant.now(), GOAL, "later");
    incident.follow("procedures/mend-preflight.md#kdc");
    incident.follow("procedures/mend-job.md#tokens-expired");
    incident.follow("alerts/TextfileStale.md#mitigation");
    incident.ends(ALERT);
  }
}
