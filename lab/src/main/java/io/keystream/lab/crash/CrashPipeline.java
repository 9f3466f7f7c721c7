package io.keystream.lab.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabUser;
import io.keystream.lab.daemon.PostgreSql;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.layout.Port;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads a topic, a TCP receiver and a folder, joins the events with reference data, and writes
 * files, a topic and a table, and dead letters.
 */
final class CrashPipeline {
  static final String DATABASE = "postgresql";
  static final String TABLE = "events";

  private static final String USER = "crash_loader";
  private static final String ALIAS = "events.password";
  private static final int ATTEMPTS = 1_000;

  private final Lab lab;
  private final Pipeline pipeline = Pipeline.of("crash", "1s");
  private final PostgreSql database;
  private String adminPassword;

  CrashPipeline(Lab lab) {
    this.lab = lab;
    this.database = new PostgreSql(lab.options(), lab.folders());
  }

  Pipeline pipeline() {
    return pipeline;
  }

  /** The topic written. */
  String rows() {
    return pipeline.name() + "-rows";
  }

  /** Where the receiver listens. */
  int receiverPort() {
    return Port.RECEIVER.in(lab.options().portBase());
  }

  /** Begins to send to every source. */
  Senders send() {
    return new Senders(lab, pipeline.topic(), receiverPort(), incoming());
  }

  /**
   * Makes topics, ACLs, folders, the table and the password, and the gateway that deploys the job.
   */
  Gateway prepare() throws IOException, InterruptedException {
    pipeline.prepare(lab, 3);
    lab.createTopic(rows(), 2);
    lab.allowDelivering(LabUser.KEYSTREAM, rows(), pipeline.name());
    String password = UUID.randomUUID().toString();
    makeTable(password);
    lab.hadoop(LabUser.KEYSTREAM).putPassword(provider(), ALIAS, password);
    makeFolders();
    return gateway();
  }

  /** Runs a query as the database's administrator. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(database.url(), PostgreSql.ADMIN, adminPassword);
  }

  private void makeTable(String password) {
    adminPassword = database.create();
    lab.start(DATABASE);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE USER " + USER + " PASSWORD '" + password + "'");
      statement.execute("CREATE TABLE " + TABLE + " (id BIGINT NOT NULL, weight INT NOT NULL)");
      statement.execute("GRANT INSERT ON " + TABLE + " TO " + USER);
      statement.execute("GRANT CREATE ON SCHEMA public TO " + USER);
    } catch (SQLException e) {
      throw new LabException("The table could not be made", e);
    }
  }

  private String incoming() {
    return pipeline.home() + "-incoming";
  }

  private String reference() {
    return pipeline.home() + "-reference";
  }

  private void makeFolders() throws IOException, InterruptedException {
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      fs.mkdirs(new Path(incoming()));
      try (FSDataOutputStream out = fs.create(new Path(reference(), "origins.csv"))) {
        out.write("origin,weight\nkafka,1\ntcp,2\nfiles,3\n".getBytes(UTF_8));
      }
    }
  }

  private String provider() {
    return "jceks://hdfs/user/keystream/" + pipeline.name() + ".jceks";
  }

  private Gateway gateway() {
    String keystore = lab.folders().tls().resolve("kafka.pem").toString();
    Gateway gateway = new Gateway(lab, pipeline);
    return gateway
        .with("keystream_max_attempts", ATTEMPTS)
        .with("keystream_files", List.of(keystore))
        .withSources(
            Map.of(
                "events",
                Map.of("kafka", gateway.kafkaSource()),
                "exports",
                Map.of("files", Map.of("path", incoming(), "min-age", "1s", "after", "delete")),
                "devices",
                Map.of(
                    "tcp", Map.of("port", receiverPort(), "tls", Map.of("keystore", "kafka.pem")))))
        .withSection("parse", Map.of("format", "json", "schema", "id BIGINT, origin STRING"))
        .withSection("enrich", Map.of("origins", origins()))
        .withOutputs(
            Map.of(
                "files",
                output(Map.of("files", Map.of("path", pipeline.output(), "format", "json"))),
                "topic",
                output(Map.of("kafka", Map.of("topic", rows()))),
                "table",
                output(Map.of("jdbc", table()))));
  }

  private static Map<String, Object> output(Map<String, Object> kind) {
    Map<String, Object> output = new HashMap<>(kind);
    output.put("columns", List.of("id", "weight"));
    return output;
  }

  private Map<String, Object> origins() {
    return Map.of(
        "files",
        Map.of("path", reference(), "format", "csv", "header", true),
        "schema",
        "origin STRING, weight INT",
        "keys",
        List.of("origin"),
        "columns",
        List.of("weight"),
        "on-miss",
        "dead-letter",
        "refresh",
        "1m");
  }

  private Map<String, Object> table() {
    return Map.of(
        "url",
        database.url(),
        "user",
        USER,
        "password-alias",
        ALIAS,
        "credential-provider",
        provider(),
        "table",
        "public." + TABLE,
        "progress-table",
        "public.crash_progress",
        "writers",
        2);
  }
}
