package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each client that {@code kit lab env} promises, as a person would use it. */
@ExtendWith(LabExtension.class)
class StandardClientsIT {
  private static final String TOPIC = "standard-clients";
  private static final String GROUP = "standard-clients-group";

  @BeforeAll
  static void createTopic(Lab lab) {
    lab.createTopic(TOPIC, 2);
    lab.allow(LabUser.KEYSTREAM, TOPIC, GROUP);
  }

  @Test
  void hdfsStoresAndReturnsAFile(Lab lab, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("greeting"), "hello\n");

    run(lab, "hdfs", "dfs", "-put", "-f", file.toString(), "/data/greeting");

    assertThat(run(lab, "hdfs", "dfs", "-cat", "/data/greeting")).isEqualTo("hello\n");
  }

  @Test
  void kafkaConsoleConsumerReadsWhatTheProducerWrote(Lab lab, @TempDir Path folder)
      throws IOException {
    Path lines = Files.writeString(folder.resolve("lines"), "one\ntwo\nthree\n");

    lab.run(Command.of("kafka-console-producer", "--topic", TOPIC).reading(lines)).orThrow();
    String read =
        run(
            lab,
            "kafka-console-consumer",
            "--topic",
            TOPIC,
            "--group",
            GROUP,
            "--from-beginning",
            "--max-messages",
            "3",
            "--timeout-ms",
            "30000");

    assertThat(read.lines()).containsExactlyInAnyOrder("one", "two", "three");
    assertThat(run(lab, "kafka-consumer-groups", "--describe", "--group", GROUP))
        .contains(GROUP, TOPIC);
  }

  @Test
  void kafkaTopicsListsOnlyWhatTheUserMaySee(Lab lab) {
    assertThat(run(lab, "kafka-topics", "--list").lines()).contains(TOPIC);
    assertThat(lab.run(Command.of("kafka-topics", "--list").as(LabUser.GUEST)).stdout())
        .doesNotContain(TOPIC);
  }

  @Test
  void kafkaAclsShowsTheGroupOfSparkExecutors(Lab lab) {
    Command list = Command.of("kafka-acls", "--list").as(LabUser.ADMIN);

    assertThat(lab.run(list).orThrow().stdout())
        .contains(GROUP, "spark-executor-" + GROUP, "CREATE_TOKENS", "DESCRIBE_TOKENS");
  }

  @Test
  void clientConfigurationGivenByTheUserIsUsed(Lab lab) {
    String config = lab.environment().get("KEYSTREAM_KAFKA_CLIENT_CONFIG");
    String servers = lab.environment().get("KEYSTREAM_BOOTSTRAP_SERVERS");

    assertThat(
            run(
                lab,
                "kafka-topics",
                "--bootstrap-server",
                servers,
                "--command-config",
                config,
                "--list"))
        .contains(TOPIC);
  }

  @Test
  void yarnListsApplications(Lab lab) {
    assertThat(run(lab, "yarn", "application", "-list", "-appStates", "ALL"))
        .contains("Total number of applications");
  }

  @Test
  void kinitAndKlistUseTheRealm(Lab lab, @TempDir Path folder) {
    String cache = folder.resolve("tickets").toString();
    String keytab = lab.folders().keytab("guest").toString();

    lab.run(Command.of("kinit", "-kt", keytab, "guest").with("KRB5CCNAME", cache)).orThrow();
    CommandResult list = lab.run(Command.of("klist").with("KRB5CCNAME", cache)).orThrow();

    assertThat(list.stdout()).contains("Default principal: guest@KEYSTREAM.LAB");
  }

  @Test
  void kadminShowsThePrincipals(Lab lab) {
    assertThat(run(lab, "kadmin.local", "-q", "listprincs"))
        .contains("keystream@KEYSTREAM.LAB", "kafka/localhost@KEYSTREAM.LAB");
  }

  private static String run(Lab lab, String... line) {
    return lab.run(Command.of(line)).orThrow().stdout();
  }
}
