package io.keystream.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keystream.security.preflight.Finding;
import io.keystream.security.preflight.KafkaChecks;
import io.keystream.security.preflight.Preflight;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The preflight of an output in Kafka, on a broker with ACLs. */
class KafkaOutputChecksTest {
  private static final String PREFIX = "keystream.checks.";
  @RegisterExtension private static final KafkaBroker broker = new KafkaBroker();

  @Test
  void eachAclThatIsMissingIsFoundAndNoneOnceAllAreThere() throws Exception {
    broker.createTopic("checks", 2, Map.of());
    assertThat(run().checks())
        .extracting(Finding::id, Finding::ok)
        .containsExactly(
            tuple("kafka-output-topic", false),
            tuple("kafka-output-transactions", false),
            tuple("kafka-output-progress", false));

    broker.allow(ResourceType.TOPIC, "checks", AclOperation.READ);
    assertThat(run().checks().get(0).found()).startsWith("Write is not allowed, only [");

    broker.allow(ResourceType.TOPIC, "checks", AclOperation.WRITE);
    broker.allow(ResourceType.TRANSACTIONAL_ID, PREFIX, AclOperation.WRITE);
    broker.allow(ResourceType.GROUP, PREFIX, AclOperation.READ);
    assertThat(run().checks())
        .extracting(Finding::found)
        .containsExactly("2 partitions", "may be described", "readable");
  }

  private static Preflight run() throws InterruptedException {
    try (KafkaChecks checks = new KafkaChecks(broker.userClient())) {
      return Preflight.run(checks.ofOutput(List.of("checks"), PREFIX));
    }
  }
}
