package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.lab.client.KafkaSession;
import io.keystream.lab.daemon.OtherKafka;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Containers;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.identity.CertificateAuthority;
import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import io.keystream.lab.traffic.TrafficProducer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * One job reads two clusters and writes to both: one knows it by a user and a password, the other
 * by a certificate, and at another port by nothing. It has tokens for neither. What it proves
 * itself with is seen nowhere.
 */
@ExtendWith(LabExtension.class)
@Isolated("restarts the NodeManager")
class AuthModesIT {
  private static final int LINES_PER_SECOND = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final String NODE_MANAGER = "nodemanager";
  private static final String EAST = "east";
  private static final String WEST = "west";
  private static final String NOBODY = "nobody";
  private static final String USER = "scram-user";
  private static final String WRITER = "scram-writer";
  private static final String CLIENT = "mtls-client";
  private static final String STRANGER = "mtls-stranger";
  private static final String ALIAS = "auth-modes.password";
  private static final String PROVIDER = "jceks://hdfs/user/keystream/auth-modes-it.jceks";
  private static final String FIRST = UUID.randomUUID().toString();
  private static final String SECOND = UUID.randomUUID().toString();
  private static final String STORE_PASSWORD = UUID.randomUUID().toString();
  private static final String VAULT_PASSWORD = UUID.randomUUID().toString();
  private static final String WRITERS_PASSWORD = UUID.randomUUID().toString();

  /** For {@code put_passwords.yml}. */
  private static final String PASSWORDS =
      """
      keystream_passwords:
        - alias: %s
          provider: %s
          password: %s
      """;

  /** NodeManagers of the lab hand it on. */
  private static final String VARIABLE = "KEYSTREAM_LAB_PASSWORD";

  private final Pipeline pipeline = Pipeline.of("auth-modes", "1s");
  private final String rows = pipeline.name() + "-rows";
  private final String letters = pipeline.name() + "-letters";
  @TempDir private Path folder;

  @Test
  void everyRecordPassesOnceAndWhoHasNoValidProofIsRefused(Lab lab)
      throws IOException, InterruptedException {
    OtherKafka other = new OtherKafka(lab.options(), lab.folders());
    other.create();
    lab.start(OtherKafka.NAME);
    lab.kill(NODE_MANAGER);
    lab.start(NODE_MANAGER, Map.of(VARIABLE, WRITERS_PASSWORD));
    try {
      KafkaSession east = lab.kafka(LabUser.ADMIN);
      KafkaSession west = other.as(LabUser.ADMIN);
      prepare(lab, east, west);
      assertRefused(lab, other);
      run(lab, other, east, west);
    } finally {
      lab.pid(OtherKafka.NAME).ifPresent(running -> lab.kill(OtherKafka.NAME));
    }
  }

  private void prepare(Lab lab, KafkaSession east, KafkaSession west) throws IOException {
    east.setPassword(USER, FIRST);
    east.setPassword(WRITER, WRITERS_PASSWORD);
    CertificateAuthority authority = new CertificateAuthority(lab.folders());
    authority.client(CLIENT, "ca", STORE_PASSWORD);
    authority.client(STRANGER, "other-ca", STORE_PASSWORD);
    Files.writeString(folder.resolve("vault.password"), VAULT_PASSWORD);
    Path password = Files.writeString(folder.resolve("store.password"), STORE_PASSWORD);
    encrypt(lab, password);
    assertThat(password).content().startsWith("$ANSIBLE_VAULT;").doesNotContain(STORE_PASSWORD);
    encrypt(lab, Files.writeString(passwords(), PASSWORDS.formatted(ALIAS, PROVIDER, FIRST)));
    grant(east, USER, WRITER, letters);
    grant(west, CLIENT, CLIENT, rows);
    west.allowReading("User:ANONYMOUS", pipeline.topic(), pipeline.name());
  }

  private void encrypt(Lab lab, Path file) {
    lab.run(Command.of("ansible-vault", "encrypt", vaultPassword(), file.toString())).orThrow();
  }

  private Path passwords() {
    return folder.resolve("passwords.yml");
  }

  private String vaultPassword() {
    return "--vault-password-file=" + folder.resolve("vault.password");
  }

  private void grant(KafkaSession kafka, String reader, String writer, String target) {
    kafka.createTopic(pipeline.topic(), 2);
    kafka.allowReading("User:" + reader, pipeline.topic(), pipeline.name());
    kafka.createTopic(target, 2);
    kafka.allowDelivering("User:" + writer, target, pipeline.name());
  }

  /** A wrong password, none, a certificate of another authority, and no proof at all. */
  private void assertRefused(Lab lab, OtherKafka other) throws IOException, InterruptedException {
    lab.hadoop(LabUser.KEYSTREAM).putPassword(PROVIDER, ALIAS, SECOND);
    CommandResult refused =
        gateway(lab, other, STRANGER, other.certificates()).playbook("preflight", vaultPassword());

    assertThat(refused.succeeded()).as(refused.output()).isFalse();
    assertThat(refused.output())
        .containsIgnoringWhitespaces(
            "kafka-login: looked at east: user " + USER + " with password-alias " + ALIAS)
        .contains(PROVIDER)
        .containsIgnoringWhitespaces("invalid credentials with SASL mechanism SCRAM-SHA-256")
        .containsIgnoringWhitespaces("kafka-login: looked at west: the certificate in ")
        .contains(STRANGER + ".p12")
        .containsIgnoringWhitespaces("Received fatal alert: bad_certificate")
        .containsIgnoringWhitespaces(
            "kafka-login: looked at nobody: nobody in particular (auth: none)")
        .containsIgnoringWhitespaces("No password-variable " + VARIABLE + " in the environment")
        .doesNotContain(SECOND)
        .doesNotContain(STORE_PASSWORD);
  }

  private void run(Lab lab, OtherKafka other, KafkaSession east, KafkaSession west)
      throws IOException, InterruptedException {
    Gateway gateway =
        gateway(lab, other, CLIENT, other.open())
            .with("keystream_log_level", "debug")
            .withEnvironment(VARIABLE, WRITERS_PASSWORD);
    ModeLife life = new ModeLife(lab, gateway, "-vvv", vaultPassword());
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    SecretSearch search =
        new SecretSearch(lab)
            .secret("old password", FIRST)
            .secret("password", SECOND)
            .secret("store password", STORE_PASSWORD, "store.password")
            .secret("password of the vault", VAULT_PASSWORD)
            .secret("password in a variable", WRITERS_PASSWORD, "environ", "launch_container.sh");
    try (TrafficProducer toEast =
            TrafficProducer.start(east, pipeline.topic(), LINES_PER_SECOND, 1);
        TrafficProducer toWest =
            TrafficProducer.start(west, pipeline.topic(), LINES_PER_SECOND, 2)) {
      putPasswords(gateway, search);
      searchIn(search, "deploy --check", life.rehearse());
      searchIn(search, "deploy", life.deploy());
      awaitPosition(watch, EAST, 5 * LINES_PER_SECOND);
      awaitPosition(watch, WEST, 5 * LINES_PER_SECOND);

      // The brokers ask for it every ten seconds: the job waits until it is in its place.
      east.setPassword(USER, SECOND);
      lab.hadoop(LabUser.KEYSTREAM).putPassword(PROVIDER, ALIAS, SECOND);
      awaitPosition(watch, EAST, toEast.count() + 20L * LINES_PER_SECOND);

      searchIn(search, "deploy again", life.deployAgain());
      failOnce(lab, gateway, watch);
      searchIn(search, "upgrade", life.upgrade("keystream_viewers", List.of("admin")));
      awaitPosition(watch, EAST, toEast.count());
      search.processes().files().hdfs();
      showPages(lab, gateway, search);
      searchIn(search, "rollback", life.rollBack());
      toEast.finish();
      toWest.finish();
      awaitPosition(watch, EAST, toEast.count());
      awaitPosition(watch, WEST, toWest.count());
      awaitPosition(watch, NOBODY, toWest.count());
    }
    search.text("stop -vvv", gateway.require("stop", "-vvv").output()).hdfs();
    assertThat(search.found()).as("secrets in " + search.places() + " places").isEmpty();
    assertThat(search.stored("store password"))
        .as("gateway, HDFS, and the containers of either application")
        .isEqualTo(4);
    assertThat(search.stored("password in a variable")).as("NodeManager, driver").isGreaterThan(1);
    assertThat(watch.last().orElseThrow().epoch()).as("drivers").isEqualTo(4);
    assertThat(
            new Delivered()
                .rows(west.committed(rows))
                .deadLetters(east.committed(letters))
                .records())
        .isEqualTo(Delivered.sent(Map.of(EAST, east, WEST, west, NOBODY, west), pipeline.topic()));
    life.uninstall();
  }

  private void putPasswords(Gateway gateway, SecretSearch search) throws IOException {
    String[] options = {"-vvv", vaultPassword(), "-e", "@" + passwords()};
    CommandResult put = gateway.require("put_passwords", options);

    assertThat(put.stdout()).containsIgnoringWhitespaces("put: " + ALIAS + " in " + PROVIDER);
    search.text("put_passwords -vvv", put.output());
  }

  private static void searchIn(SecretSearch search, String playbook, String printed)
      throws IOException {
    search
        .text(playbook + " -vvv", printed)
        .folder(Path.of(System.getProperty("user.home"), ".ansible"));
  }

  /** What fails is logged, and what is logged is seen by many. */
  private void failOnce(Lab lab, Gateway gateway, CommitWatch watch) {
    Containers containers = new Containers(lab, gateway.status().path("application_id").asText());
    containers.driver().forEach(containers::kill);
    await("a commit of the next driver")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> watch.last().orElseThrow().epoch() == 2);
  }

  private static void showPages(Lab lab, Gateway gateway, SecretSearch search)
      throws IOException, InterruptedException {
    JsonNode status = gateway.status();
    String root = status.path("tracking_url").asText();
    String application = "api/v1/applications/" + status.path("application_id").asText();
    for (String page :
        List.of(
            "environment/", "executors/", "streaming/", "jobs/", application + "/environment")) {
      search.text(page, Page.of(lab, root + page).textFor(LabUser.KEYSTREAM));
    }
  }

  private void awaitPosition(CommitWatch watch, String source, long offset) {
    String topic = source + "/" + pipeline.topic();
    await(offset + " records of " + source)
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> watch.position(topic) >= offset);
  }

  private Gateway gateway(Lab lab, OtherKafka other, String client, String nobodysServers) {
    KafkaSections sections = new KafkaSections(lab, pipeline.topic());
    Map<String, Object> reader =
        sections.scram(USER, Map.of("password-alias", ALIAS, "credential-provider", PROVIDER));
    Map<String, Object> writer = sections.scram(WRITER, Map.of("password-variable", VARIABLE));
    Map<String, Object> output =
        Map.of(
            "topic",
            rows,
            "value",
            "raw",
            "headers",
            Delivered.HEADERS,
            "cluster",
            sections.cluster(other.certificates(), sections.mtls(client)));
    Map<String, Object> deadLetters =
        Map.of(
            "topic",
            letters,
            "cluster",
            sections.cluster(lab.options().bootstrapServers(), writer));
    return new Gateway(lab, pipeline)
        .withSources(
            Map.of(
                EAST, sections.source(lab.options().bootstrapServers(), reader),
                WEST, sections.source(other.certificates(), sections.mtls(client)),
                NOBODY, sections.source(nobodysServers, sections.none())))
        .withSection("output", Map.of("kafka", output))
        .withSection("dead-letters", Map.of("kafka", deadLetters))
        .with(
            "keystream_secret_files",
            List.of(
                lab.folders().tls().resolve(client + ".p12").toString(),
                folder.resolve("store.password").toString()));
  }
}
