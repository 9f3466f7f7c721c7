package io.keystream.lab.drill;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Takes every broker away while records keep coming, and gives them back when the runbook of the
 * alert has been followed so far.
 */
final class BrokerOutage extends WatchedDrill {
  private static final String ALERT = "NoCommit";
  private static final Duration GOAL = Duration.ofSeconds(10);

  BrokerOutage() {
    super("broker-outage", "every broker killed under load, until the alert is fired and followed");
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    incident.lab().kill("kafka");
    incident.say().accept("the broker is killed");
    incident.alert(ALERT);
    long before = incident.job().committed();
    incident.lab().start("kafka");
    incident.firstCommit(before, Instant.now(), GOAL, "after the broker serves");
    incident.follow("procedures/mend-job.md#brokers-away");
    incident.ends(ALERT);
  }
}
