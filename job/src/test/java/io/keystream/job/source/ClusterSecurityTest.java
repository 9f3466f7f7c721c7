package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.config.KafkaSecurityConfig;
import io.keystream.job.config.PipelineYaml;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients on driver, executors and gateway are given to log in with. */
class ClusterSecurityTest {
  private static final KafkaSecurityConfig SCRAM =
      security("auth: scram", "scram: {user: loader, password-file: kafka.password}");
  private static final KafkaSecurityConfig MTLS =
      security("auth: mtls", "keystore: {location: job.p12, password-file: job.password}");
  private static final KafkaSecurityConfig NONE =
      security("auth: none", "allow-unauthenticated: anyone-may-read-and-write");

  @Test
  void executorsFindShippedFilesInTheirWorkingFolder() {
    assertThat(executor(SCRAM))
        .contains(
            entry("security.protocol", "SASL_SSL"),
            entry("sasl.mechanism", "SCRAM-SHA-512"),
            entry("keystream.scram.user", "loader"),
            entry("keystream.scram.password.file", "kafka.password"));
    assertThat(executor(MTLS))
        .contains(
            entry("security.protocol", "SSL"),
            entry("ssl.keystore.location", "job.p12"),
            entry("keystream.keystore.password.file", "job.password"),
            entry("ssl.truststore.location", "ca.pem"));
    assertThat(executor(NONE))
        .contains(entry("security.protocol", "SSL"))
        .doesNotContainKey("ssl.keystore.location");
  }

  @Test
  void theGatewayFindsThemWhereTheyAreToBeShippedFrom() {
    assertThat(new ClusterSecurity(SCRAM, file -> "/gateway/" + file).withoutKerberos())
        .contains(
            entry("keystream.scram.password.file", "/gateway/kafka.password"),
            entry("ssl.truststore.location", "/gateway/ca.pem"));
    assertThat(new ClusterSecurity(MTLS, file -> "/gateway/" + file).withoutKerberos())
        .contains(
            entry("ssl.keystore.location", "/gateway/job.p12"),
            entry("keystream.keystore.password.file", "/gateway/job.password"));
  }

  @Test
  void whoLogsInAndWhereTheProofIsCanBeTold() {
    assertThat(List.of(SCRAM, MTLS, NONE))
        .extracting(config -> ClusterSecurity.onCluster(config).identity())
        .containsExactly(
            "user loader with password-file kafka.password",
            "the certificate in job.p12",
            "nobody in particular (auth: none)");
  }

  @Test
  void theRemedyIsThatOfTheWayToLogIn() {
    assertThat(List.of(SCRAM, MTLS, NONE))
        .extracting(config -> ClusterSecurity.onCluster(config).remedy())
        .containsExactly(
            "Put the password there that the brokers have for this user, or have them know this"
                + " one",
            "Have it signed by an authority that the brokers trust, or connect to their listener"
                + " for certificates",
            "Connect to a listener that lets in everybody, or choose the auth that this one wants");
  }

  @Test
  void whatIsSentToTasksCanBeSent() throws IOException {
    try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      for (KafkaSecurityConfig config : List.of(SCRAM, MTLS, NONE)) {
        out.writeObject(executor(config));
      }
    }
  }

  private static Map<String, Object> executor(KafkaSecurityConfig config) {
    return KafkaClients.common("out", new KafkaClusterConfig(List.of("b1:9093"), config));
  }

  private static KafkaSecurityConfig security(String... lines) {
    return PipelineYaml.minimal()
        .replace(
            "truststore:\n        location: ca.pem",
            "truststore:\n        location: ca.pem\n      " + String.join("\n      ", lines))
        .config()
        .source()
        .orElseThrow()
        .kafka()
        .orElseThrow()
        .security();
  }
}
