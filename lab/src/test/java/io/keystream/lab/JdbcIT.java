package io.keystream.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keystream.lab.daemon.OtherHdfs;
import io.keystream.lab.daemon.PostgreSql;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Containers;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Kafka to PostgreSQL over TLS, with a password out of a credential provider and home in an HDFS
 * beside the cluster's own, while the driver, the database and the password go away.
 */
@ExtendWith(LabExtension.class)
class JdbcIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int ROUND = 3_000;
  private static final String PROVIDER = "jceks://hdfs/user/keystream/jdbc-it.jceks";
  private static final String ALIAS = "orders.password";
  private static final String NO_PASSWORD = UUID.randomUUID().toString();
  private static final String DATABASE = "postgresql";
  private static final String SELECT =
      "SELECT id, customer FROM orders GROUP BY id, customer HAVING count(*) = 1";

  private Pipeline pipeline = Pipeline.of("jdbc", "1s");
  private String adminPassword;
  private PostgreSql database;
  private int sent;

  @Test
  void everyRecordIsARowOnceWhateverGoesAway(Lab lab)
      throws IOException, InterruptedException, ExecutionException, SQLException {
    startDatabase(lab);
    startOtherHdfs(lab);
    pipeline.prepare(lab, 3);
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    Gateway gateway = gateway(lab);
    lab.hadoop(LabUser.KEYSTREAM).putPassword(PROVIDER, ALIAS, NO_PASSWORD);
    CommandResult refused = gateway.playbook("preflight");
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.output())
        .contains("jdbc-output")
        .contains("password authentication failed for user")
        .doesNotContain(NO_PASSWORD);

    lab.hadoop(LabUser.KEYSTREAM).putPassword(PROVIDER, ALIAS, "first");
    send(lab);
    gateway.require("deploy");
    awaitAllThere();

    String application = gateway.status().path("application_id").asText();
    Containers containers = new Containers(lab, application);
    long epoch = watch.last().orElseThrow().epoch();
    send(lab);
    containers.driver().forEach(containers::kill);
    send(lab);
    await("another driver")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> watch.last().orElseThrow().epoch() > epoch);
    awaitAllThere();

    send(lab);
    lab.kill(DATABASE);
    send(lab);
    await("a batch that is held")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> watch.last().orElseThrow().totals().read() > sent - 2L * ROUND);
    await("the database again")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .ignoreExceptions()
        .until(
            () -> {
              lab.start(DATABASE);
              return true;
            });
    awaitAllThere();

    asAdmin("ALTER USER loader PASSWORD 'second'");
    asAdmin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'loader'");
    send(lab);
    long held = watch.last().orElseThrow().sequence();
    await("a batch that is held")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> watch.last().orElseThrow().sequence() > held);
    assertThat(rows()).hasSize(sent - ROUND);
    lab.hadoop(LabUser.KEYSTREAM).putPassword(PROVIDER, ALIAS, "second");
    awaitAllThere();

    gateway.require("stop");
    assertThat(rows()).isEqualTo(expected());
    assertThat(count("SELECT count(*) FROM orders")).isEqualTo(sent);
    assertThat(count("SELECT count(*) FROM keystream_progress")).isEqualTo(2);
    assertThat(gateway.ask("ledger", "verify").path("ok").asBoolean()).isTrue();
  }

  /** The job needs tokens of its NameNode beside those of the cluster's. */
  private void startOtherHdfs(Lab lab) throws IOException, InterruptedException {
    OtherHdfs hdfs = new OtherHdfs(lab.options(), lab.folders());
    hdfs.create();
    OtherHdfs.NAMES.forEach(lab::start);
    hdfs.makeUserFolder();
    pipeline = pipeline.in(hdfs.uri());
  }

  private void startDatabase(Lab lab) throws SQLException {
    database = new PostgreSql(lab.options(), lab.folders());
    adminPassword = database.create();
    lab.start(DATABASE);
    asAdmin("CREATE USER loader PASSWORD 'first'");
    asAdmin("CREATE TABLE orders (id BIGINT NOT NULL, customer TEXT NOT NULL)");
    asAdmin("GRANT INSERT ON orders TO loader");
    asAdmin("GRANT CREATE ON SCHEMA public TO loader");
  }

  private Gateway gateway(Lab lab) {
    Map<String, Object> jdbc =
        Map.of(
            "url",
            database.url(),
            "user",
            "loader",
            "password-alias",
            ALIAS,
            "credential-provider",
            PROVIDER,
            "table",
            "public.orders",
            "batch-size",
            100,
            "writers",
            2);
    return new Gateway(lab, pipeline)
        .with("keystream_max_attempts", 10)
        .withSection("parse", Map.of("format", "json", "schema", "id BIGINT, customer STRING"))
        .withSection("output", Map.of("columns", List.of("id", "customer"), "jdbc", jdbc));
  }

  private void send(Lab lab) throws InterruptedException, ExecutionException {
    Map<String, Object> properties = new HashMap<>(lab.kafka(LabUser.ADMIN).configuration());
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < ROUND; i++, sent++) {
        String order = "{\"id\":%d,\"customer\":\"%s\"}".formatted(sent, customer(sent));
        acknowledgements.add(
            producer.send(new ProducerRecord<>(pipeline.topic(), order.getBytes(UTF_8))));
      }
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    }
  }

  private static String customer(int id) {
    return "c" + id % 7 + " ä";
  }

  private Map<Long, String> expected() {
    Map<Long, String> rows = new HashMap<>();
    for (int id = 0; id < sent; id++) {
      rows.put((long) id, customer(id));
    }
    return rows;
  }

  private void awaitAllThere() {
    await(sent + " rows")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .untilAsserted(() -> assertThat(rows()).hasSize(sent));
  }

  /** Rows that are there once. */
  private Map<Long, String> rows() throws SQLException {
    Map<Long, String> found = new HashMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SELECT)) {
      while (rows.next()) {
        found.put(rows.getLong(1), rows.getString(2));
      }
    }
    return found;
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void asAdmin(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.url(), PostgreSql.ADMIN, adminPassword);
  }
}
