package io.keystream.lab.crash;

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
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;

/** Reads a topic and a TCP receiver, writes files, a topic and a table, and dead letters. */
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

  /** Makes topics, ACLs, the table and the password, and the gateway that deploys the job. */
  Gateway prepare() throws IOException, InterruptedException {
    pipeline.prepare(lab, 3);
    lab.createTopic(rows(), 2);
    lab.allowDelivering(LabUser.KEYSTREAM, rows(), pipeline.name());
    String password = UUID.randomUUID().toString();
    makeTable(password);
    store(password);
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
      statement.execute("CREATE TABLE " + TABLE + " (id BIGINT NOT NULL, origin TEXT NOT NULL)");
      statement.execute("GRANT INSERT ON " + TABLE + " TO " + USER);
      statement.execute("GRANT CREATE ON SCHEMA public TO " + USER);
    } catch (SQLException e) {
      throw new LabException("The table could not be made", e);
    }
  }

  private void store(String password) throws IOException, InterruptedException {
    Configuration configuration = lab.hadoop(LabUser.KEYSTREAM).configuration();
    configuration.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, provider());
    lab.hadoop(LabUser.KEYSTREAM)
        .run(
            () -> {
              CredentialProvider provider =
                  CredentialProviderFactory.getProviders(configuration).get(0);
              provider.createCredentialEntry(ALIAS, password.toCharArray());
              provider.flush();
              return null;
            });
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
                "devices",
                Map.of(
                    "tcp", Map.of("port", receiverPort(), "tls", Map.of("keystore", "kafka.pem")))))
        .withSection("parse", Map.of("format", "json", "schema", "id BIGINT, origin STRING"))
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
    output.put("columns", List.of("id", "origin"));
    return output;
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
