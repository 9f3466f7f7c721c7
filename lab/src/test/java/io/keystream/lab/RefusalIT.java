package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the cluster secures, shown to be refused to whoever has no right to it. */
@ExtendWith(LabExtension.class)
class RefusalIT {
  private static final String TOPIC = "refusal";
  private static final String NO_TICKET = "Client cannot authenticate via:[TOKEN, KERBEROS]";

  @BeforeAll
  static void createTopicAndOutput(Lab lab) {
    lab.createTopic(TOPIC, 1);
    lab.allow(LabUser.KEYSTREAM, TOPIC, TOPIC);
    lab.run(Command.of("hdfs", "dfs", "-mkdir", "-p", "/data/output")).orThrow();
  }

  @Test
  void hdfsRefusesWithoutTicket(Lab lab) {
    refused(lab, LabUser.NOBODY, "hdfs", "dfs", "-ls", "/").contains(NO_TICKET);
  }

  @Test
  void yarnRefusesWithoutTicket(Lab lab) {
    refused(lab, LabUser.NOBODY, "yarn", "application", "-list").contains(NO_TICKET);
  }

  @Test
  void kafkaRefusesWithoutTicket(Lab lab) {
    refused(lab, LabUser.NOBODY, "kafka-topics", "--list")
        .contains("Unable to obtain Principal Name for authentication");
  }

  @Test
  void guestCannotReadTheOutput(Lab lab) {
    refused(lab, LabUser.GUEST, "hdfs", "dfs", "-ls", "/data/output")
        .contains("Permission denied: user=guest, access=EXECUTE, inode=\"/data\"");
  }

  @Test
  void guestCannotReadTheHomeOfTheJob(Lab lab) {
    refused(lab, LabUser.GUEST, "hdfs", "dfs", "-ls", "/user/keystream")
        .contains("Permission denied: user=guest, access=READ_EXECUTE");
  }

  @Test
  void guestCannotReadTheTopic(Lab lab) {
    answer(
            lab,
            LabUser.GUEST,
            "kafka-console-consumer",
            "--topic",
            TOPIC,
            "--from-beginning",
            "--timeout-ms",
            "20000")
        .contains("Not authorized to access topics: [" + TOPIC + "]");
  }

  @Test
  void guestCannotUseTheGroup(Lab lab) {
    answer(lab, LabUser.GUEST, "kafka-consumer-groups", "--describe", "--group", TOPIC)
        .contains("GroupAuthorizationException");
  }

  @Test
  void guestCannotSubmitToTheQueue(Lab lab) {
    assertThatThrownBy(() -> lab.hadoop(LabUser.GUEST).run(() -> submit(lab)))
        .hasMessageContaining("User guest does not have permission to submit")
        .hasMessageContaining("to queue default");
  }

  @Test
  void nobodyMayCreateTopicsButTheAdministrator(Lab lab) {
    refused(lab, LabUser.KEYSTREAM, "kafka-topics", "--create", "--topic", "another")
        .contains("Authorization failed");
  }

  @Test
  void plaintextClientCannotTalkToKafka(Lab lab, @TempDir Path folder) throws IOException {
    Path config = config(folder, Map.of("security.protocol", "PLAINTEXT"));

    // It takes the broker's TLS alert for a length, or waits for an answer that never comes.
    refused(lab, LabUser.KEYSTREAM, "kafka-topics", "--command-config", config.toString(), "--list")
        .containsAnyOf("OutOfMemoryError", "TimeoutException", "Timed out");
  }

  @Test
  void saslWithoutTlsCannotTalkToKafka(Lab lab, @TempDir Path folder) throws IOException {
    Path config = config(folder, Map.of("security.protocol", "SASL_PLAINTEXT"));

    refused(lab, LabUser.KEYSTREAM, "kafka-topics", "--command-config", config.toString(), "--list")
        .containsAnyOf("Unexpected handshake request", "OutOfMemoryError", "Timed out", "Timeout");
  }

  @Test
  void clientThatTrustsAnotherAuthorityRefusesKafka(Lab lab, @TempDir Path folder)
      throws IOException {
    Path config =
        config(
            folder,
            Map.of(
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.location",
                lab.folders().otherTruststore().toString()));

    refused(lab, LabUser.KEYSTREAM, "kafka-topics", "--command-config", config.toString(), "--list")
        .contains("SslAuthenticationException: SSL handshake failed");
  }

  private static AbstractStringAssert<?> refused(Lab lab, LabUser user, String... line) {
    CommandResult result = run(lab, user, line);
    assertThat(result.exitCode()).as(result.output()).isNotZero();
    return assertThat(result.output());
  }

  /** For Kafka's tools that say no and end with 0. */
  private static AbstractStringAssert<?> answer(Lab lab, LabUser user, String... line) {
    return assertThat(run(lab, user, line).output());
  }

  private static CommandResult run(Lab lab, LabUser user, String... line) {
    return lab.run(Command.of(line).as(user).within(Duration.ofSeconds(60)));
  }

  /** A client configuration that is right but for what is said. */
  private static Path config(Path folder, Map<String, String> settings) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            sasl.mechanism=GSSAPI
            sasl.kerberos.service.name=kafka
            sasl.jaas.config=com.sun.security.auth.module.Krb5LoginModule required useTicketCache=true;
            ssl.truststore.type=PEM
            default.api.timeout.ms=8000
            request.timeout.ms=4000
            """);
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return Files.writeString(folder.resolve("client.properties"), text);
  }

  private static Void submit(Lab lab) throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(lab.hadoop(LabUser.GUEST).configuration());
      yarn.start();
      ApplicationSubmissionContext application =
          yarn.createApplication().getApplicationSubmissionContext();
      application.setQueue("default");
      application.setResource(Resource.newInstance(128, 1));
      application.setAMContainerSpec(
          ContainerLaunchContext.newInstance(
              Map.of(), Map.of(), List.of("true"), Map.of(), null, Map.of()));
      yarn.submitApplication(application);
      return null;
    }
  }
}
