package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keystream.lab.audit.Audit;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.traffic.TrafficProducer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pipeline whose executors log in to Kafka with a keytab of their own. */
@ExtendWith(LabExtension.class)
class KeytabModeIT {
  private static final long SEED = 7;
  private static final long ENOUGH = 500;

  @Test
  void recordsArriveOnceWithoutAnyDelegationToken(Lab lab)
      throws IOException, InterruptedException {
    Pipeline pipeline = Pipeline.of("keytab-mode", "1s").by("keytab");
    pipeline.prepare(lab, 2);
    Gateway gateway = new Gateway(lab, pipeline);
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    try (TrafficProducer traffic =
        TrafficProducer.start(lab.kafka(LabUser.ADMIN), pipeline.topic(), 100, SEED)) {
      gateway.require("deploy");
      await("commits of the keytab's principal")
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> watch.last().orElseThrow().totals().read() > ENOUGH);
      assertThat(traffic.count()).as("acknowledged").isGreaterThan(ENOUGH);
    }
    gateway.require("stop");

    Audit audit = pipeline.audit(lab);
    assertThat(audit.duplicated()).isEmpty();
    assertThat(audit.altered()).isEmpty();
    assertThat(audit.recordsOut()).isGreaterThan(ENOUGH * 9 / 10);
  }
}
