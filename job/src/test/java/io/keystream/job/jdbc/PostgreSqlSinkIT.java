package io.keystream.job.jdbc;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The real server. */
class PostgreSqlSinkIT extends JdbcContract {
  private static PostgreSqlServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = new PostgreSqlServer();
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    server.stop();
  }

  @Override
  String url() {
    return server.url();
  }

  @Override
  String user() {
    return "postgres";
  }

  @Override
  String killOtherSessions() {
    return "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'";
  }

  @Override
  String binaryType() {
    return "BYTEA";
  }
}
