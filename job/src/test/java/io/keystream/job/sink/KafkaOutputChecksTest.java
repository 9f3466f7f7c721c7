package io.keystream.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.Finding;
import io.keystream.security.preflight.KafkaChecks;
import io.keystream.security.preflight.KafkaLogin;
import io.keystream.security.preflight.KafkaSettingChecks;
import io.keystream.security.preflight.Preflight;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    assertThat(run())
        .extracting(Finding::id, Finding::ok)
        .containsExactly(
            tuple("kafka-output-topic", false),
            tuple("kafka-output-transactions", false),
            tuple("kafka-output-progress", false));

    broker.allow(ResourceType.TOPIC, "checks", AclOperation.READ);
    assertThat(run().get(0).found()).startsWith("Write is not allowed, only [");

    broker.allow(ResourceType.TOPIC, "checks", AclOperation.WRITE);
    broker.allow(ResourceType.TRANSACTIONAL_ID, PREFIX, AclOperation.WRITE);
    broker.allow(ResourceType.GROUP, PREFIX, AclOperation.READ);
    assertThat(run())
        .extracting(Finding::found)
        .containsExactly("2 partitions", "may be described", "readable");
  }

  @Test
  void whoIsNotLetInIsToldOnceAndTheRestIsNotLookedAt() throws Exception {
    Map<String, Object> refused = new HashMap<>(broker.userClient());
    refused.computeIfPresent(
        "sasl.jaas.config", (key, value) -> value.toString().replace("\"secret\"", "\"wrong\""));

    List<Finding> found = run(refused, KafkaOutputChecksTest::checks).checks();

    assertThat(found.get(0).found()).contains("Authentication failed");
    assertThat(found.subList(1, found.size()))
        .extracting(Finding::severity, Finding::found)
        .containsOnly(
            tuple("skipped", "not looked at: the login to Kafka failed (see kafka-login)"));
  }

  @Test
  void retentionIsComparedWhereTheUserMaySeeIt() throws Exception {
    broker.createTopic("short", 1, Map.of("retention.ms", "7200000"));
    assertThat(retention().severity()).isEqualTo("skipped");
    assertThat(retention().found())
        .isEqualTo("not looked at: the principal has no DescribeConfigs on topic short");

    broker.allow(ResourceType.TOPIC, "short", AclOperation.DESCRIBE_CONFIGS);
    assertThat(retention().severity()).isEqualTo("warning");
    assertThat(retention().found()).isEqualTo("short keeps records for 2 h only");
  }

  @Test
  void eachBrokerIsLookedAtUnderTheNameThatItTells() throws Exception {
    Finding finding =
        run(
                broker.userClient(),
                login ->
                    List.of(
                        login.advertised(
                            servers ->
                                List.of(
                                    Check.error(
                                        "names",
                                        servers.get(0),
                                        "",
                                        () -> {
                                          throw new IOException("nobody there");
                                        })))))
            .checks()
            .get(1);

    assertThat(finding.id()).isEqualTo("kafka-advertised");
    assertThat(finding.found())
        .isEqualTo(broker.userClient().get("bootstrap.servers") + ": IOException: nobody there");
  }

  private static Finding retention() throws InterruptedException {
    return run(
            broker.userClient(),
            login ->
                List.of(
                    new KafkaSettingChecks(login).retention(List.of("short"), Duration.ofDays(3))))
        .checks()
        .get(1);
  }

  private static List<Check> checks(KafkaLogin login) {
    return new KafkaChecks(login).ofOutput(List.of("checks"), PREFIX);
  }

  private static List<Finding> run() throws InterruptedException {
    List<Finding> all = run(broker.userClient(), KafkaOutputChecksTest::checks).checks();
    return all.subList(1, all.size());
  }

  private static Preflight run(Map<String, Object> client, Function<KafkaLogin, List<Check>> checks)
      throws InterruptedException {
    try (KafkaLogin login = new KafkaLogin(client, "the user", "mend it")) {
      List<Check> all = new ArrayList<>(List.of(login.check()));
      all.addAll(checks.apply(login));
      return Preflight.run(all);
    }
  }
}
