package io.keystream.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.received.TestKeys;
import io.keystream.job.source.KafkaClients;
import io.keystream.security.preflight.Finding;
import io.keystream.security.preflight.KafkaLogin;
import io.keystream.security.preflight.Preflight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The clients of the job at a broker that wants to know who they are. */
class KafkaLoginTest {
  @RegisterExtension private static final LoginBroker broker = new LoginBroker();
  @TempDir private Path folder;

  @Test
  void aPasswordLogsInAndAWrongOneIsRefused() throws Exception {
    broker.setPassword("loader", "right");
    Path password = Files.writeString(folder.resolve("password"), "right");
    assertThat(login(scram("loader", password)).ok()).isTrue();

    Files.writeString(password, "wrong");
    Finding refused = login(scram("loader", password));
    assertThat(refused.found())
        .contains("invalid credentials with SASL mechanism SCRAM-SHA-256")
        .doesNotContain("wrong");
  }

  @Test
  void aClientThatRunsTakesUpAPasswordThatWasChanged() throws Exception {
    broker.setPassword("changing", "first");
    Path password = Files.writeString(folder.resolve("password"), "first");
    try (Admin admin = Admin.create(scram("changing", password))) {
      assertThat(admin.describeCluster().nodes().get()).hasSize(1);
      Files.writeString(password, "second");
      broker.setPassword("changing", "second");
      double before = proofs(admin);

      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> ask(admin) && proofs(admin) > before);
    }
  }

  @Test
  void aCertificateLogsInAndOneOfAnotherAuthorityIsRefused() throws Exception {
    assertThat(login(certificate("job")).ok()).isTrue();

    assertThat(login(certificate("stranger")).found())
        .isEqualTo("SSLHandshakeException: Received fatal alert: bad_certificate");
  }

  @Test
  void withoutACertificateNobodyGetsIn() throws Exception {
    Map<String, Object> nobody =
        client(
            broker.certificates(),
            "auth: none",
            "allow-unauthenticated: anyone-may-read-and-write");

    assertThat(login(nobody).found())
        .isEqualTo("SSLHandshakeException: Received fatal alert: bad_certificate");
  }

  private static boolean ask(Admin admin) throws ExecutionException, InterruptedException {
    return admin.describeCluster().nodes().get().size() == 1;
  }

  /** How often the client has proved again who it is. */
  private static double proofs(Admin admin) {
    return admin.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals("successful-reauthentication-total"))
        .mapToDouble(metric -> (Double) metric.getValue().metricValue())
        .sum();
  }

  private static Finding login(Map<String, Object> client) throws InterruptedException {
    Map<String, Object> impatient = new HashMap<>(client);
    impatient.put("default.api.timeout.ms", 12_000);
    impatient.put("request.timeout.ms", 10_000);
    try (KafkaLogin login = new KafkaLogin(impatient, "the job", "mend it")) {
      return Preflight.run(List.of(login.check())).checks().get(0);
    }
  }

  private static Map<String, Object> scram(String user, Path password) throws Exception {
    return client(
        broker.passwords(),
        "auth: scram",
        "scram: {user: " + user + ", mechanism: SCRAM-SHA-256, password-file: " + password + "}");
  }

  private Map<String, Object> certificate(String alias) throws Exception {
    Path password = Files.writeString(folder.resolve("store.password"), TestKeys.PASSWORD);
    return client(
        broker.certificates(),
        "auth: mtls",
        "keystore: {location: "
            + broker.keys().store(alias)
            + ", password-file: "
            + password
            + "}");
  }

  private static Map<String, Object> client(String server, String... security) throws Exception {
    KafkaClusterConfig cluster =
        new KafkaClusterConfig(
            List.of(server),
            PipelineYaml.minimal()
                .replace(
                    "location: ca.pem",
                    "location: "
                        + broker.keys().certificate("ca")
                        + "\n      "
                        + String.join("\n      ", security))
                .config()
                .source()
                .orElseThrow()
                .kafka()
                .orElseThrow()
                .security());
    return KafkaClients.common("out", cluster);
  }
}
