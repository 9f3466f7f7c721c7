package io.keystream.job.jdbc;

import java.util.UUID;

/** The embedded database, in memory. */
class H2SinkTest extends JdbcContract {
  private final String url =
      "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000";

  @Override
  String url() {
    return url;
  }

  @Override
  String user() {
    return "sa";
  }

  @Override
  String killOtherSessions() {
    return "SELECT ABORT_SESSION(SESSION_ID) FROM INFORMATION_SCHEMA.SESSIONS"
        + " WHERE SESSION_ID <> SESSION_ID()";
  }

  @Override
  String binaryType() {
    return "VARBINARY(100)";
  }
}
