package io.keystream.lab.drill;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Takes the NameNode, and then the DataNode, away while records keep coming. */
final class HdfsOutage extends WatchedDrill {
  /** Without HDFS the gateway cannot say anything of the job, and that is what is noticed. */
  private static final String ALERT = "TextfileStale";

  private static final Duration OUTAGE = Duration.ofSeconds(60);
  private static final Duration GOAL = Duration.ofSeconds(60);

  HdfsOutage() {
    super("hdfs-outage", "the NameNode, then the DataNode, killed for at least 60 s under load");
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    for (String daemon : List.of("namenode", "datanode")) {
      outage(daemon, incident);
    }
  }

  private static void outage(String daemon, Incident incident)
      throws IOException, InterruptedException {
    incident.begins();
    Instant end = Instant.now().plus(OUTAGE);
    incident.lab().kill(daemon);
    incident.say().accept("the " + daemon + " is killed");
    incident.alert(ALERT);
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis()));
    incident.lab().start(daemon);
    incident.firstCommit(incident.job().committed(), Instant.now(), GOAL, "after it serves");
    incident.follow("procedures/mend-job.md#hdfs-away");
    incident.follow("alerts/TextfileStale.md#mitigation");
    incident.ends(ALERT);
  }
}
