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

/** The life of a pipeline whose executors log in to Kafka with a keytab of their own. */
@ExtendWith(LabExtension.class)
class KeytabModeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long SEED = 7;

  @Test
  void recordsArriveOnceWithoutAnyDelegationToken(Lab lab)
      throws IOException, InterruptedException {
    Pipeline pipeline = Pipeline.of("keytab-mode", "1s").by("keytab");
    pipeline.prepare(lab, 2);
    ModeLife life = new ModeLife(lab, new Gateway(lab, pipeline));
    CommitWatch watch = CommitWatch.of(lab, pipeline);

    life.rehearse();
    try (TrafficProducer traffic =
        TrafficProducer.start(lab.kafka(LabUser.ADMIN), pipeline.topic(), 100, SEED)) {
      life.deploy();
      life.deployAgain();
      life.upgrade("keystream_log_level", "warn");
      life.rollBack();
      traffic.finish();
      Commits.awaitRead(watch, traffic.count());
    }

    await("everything published")
        .atMost(PATIENCE)
        .until(() -> watch.isPublished(watch.last().orElseThrow()));
    Audit audit = pipeline.audit(lab);
    assertThat(audit.exact()).as(audit.toString()).isTrue();
    life.uninstall();
  }
}
