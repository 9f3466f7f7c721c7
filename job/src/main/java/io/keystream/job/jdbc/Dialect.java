package io.keystream.job.jdbc;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What databases do differently. */
public enum Dialect {
  POSTGRESQL("jdbc:postgresql:", "org.postgresql.Driver", true) {
    @Override
    Map<String, String> properties(Duration connect, Duration socket) {
      return Map.of(
          "connectTimeout", Long.toString(connect.toSeconds()),
          "loginTimeout", Long.toString(connect.toSeconds()),
          "socketTimeout", Long.toString(socket.toSeconds()),
          "tcpKeepAlive", "true",
          // The server knows what a text is for: json, uuid, inet.
          "stringtype", "unspecified",
          // Values of rows do not belong into logs.
          "logServerErrorDetail", "false",
          "ApplicationName", "keystream");
    }

    /** Not for upserts: one statement cannot update a row twice. */
    @Override
    Map<String, String> propertiesOfAppend() {
      return Map.of("reWriteBatchedInserts", "true");
    }

    /** Whoever died without a word loses its locks within minutes, not hours. */
    @Override
    List<String> session() {
      return List.of(
          "SET TIME ZONE 'UTC'",
          "SET tcp_keepalives_idle = 30",
          "SET tcp_keepalives_interval = 10",
          "SET tcp_keepalives_count = 3",
          "SET idle_in_transaction_session_timeout = '5min'");
    }

    @Override
    String upsert(Insert insert) {
      List<String> others = insert.others();
      return insert.sql()
          + " ON CONFLICT ("
          + Insert.list(insert.keys())
          + ") DO "
          + (others.isEmpty()
              ? "NOTHING"
              : "UPDATE SET " + Insert.assignments(others, "EXCLUDED.%s"));
    }
  },
  H2("jdbc:h2:", "org.h2.Driver", true) {
    @Override
    List<String> session() {
      return List.of("SET TIME ZONE 'UTC'");
    }

    @Override
    String upsert(Insert insert) {
      return "MERGE INTO "
          + insert.target()
          + " KEY ("
          + Insert.list(insert.keys())
          + ") "
          + insert.rows();
    }
  },
  MYSQL("jdbc:(?:mysql|mariadb):", "com.mysql.cj.jdbc.Driver", true) {
    @Override
    String driver(String url) {
      return url.startsWith("jdbc:mariadb:") ? "org.mariadb.jdbc.Driver" : super.driver(url);
    }

    @Override
    Map<String, String> properties(Duration connect, Duration socket) {
      return Map.of(
          "connectTimeout", Long.toString(connect.toMillis()),
          "socketTimeout", Long.toString(socket.toMillis()));
    }

    @Override
    List<String> session() {
      return List.of("SET time_zone = '+00:00'");
    }

    /** Its types have no zone. */
    @Override
    Object timestamp(Instant instant) {
      return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    int timestampType() {
      return Types.TIMESTAMP;
    }

    @Override
    String upsert(Insert insert) {
      List<String> updated = insert.others().isEmpty() ? insert.keys() : insert.others();
      return insert.sql() + " ON DUPLICATE KEY UPDATE " + Insert.assignments(updated, "VALUES(%s)");
    }
  },
  SQLSERVER("jdbc:sqlserver:", "com.microsoft.sqlserver.jdbc.SQLServerDriver", false) {
    @Override
    Map<String, String> properties(Duration connect, Duration socket) {
      return Map.of(
          "loginTimeout", Long.toString(connect.toSeconds()),
          "socketTimeout", Long.toString(socket.toMillis()));
    }
  },
  ORACLE("jdbc:oracle:", "oracle.jdbc.OracleDriver", false) {
    @Override
    Map<String, String> properties(Duration connect, Duration socket) {
      return Map.of(
          "oracle.net.CONNECT_TIMEOUT", Long.toString(connect.toMillis()),
          "oracle.jdbc.ReadTimeout", Long.toString(socket.toMillis()));
    }
  },
  /** Any other. */
  OTHER("jdbc:", "", false);

  private final Pattern prefix;
  private final String driver;
  private final boolean upserts;

  Dialect(String prefix, String driver, boolean upserts) {
    this.prefix = Pattern.compile(prefix);
    this.driver = driver;
    this.upserts = upserts;
  }

  /** The dialect of the database at a JDBC URL. */
  public static Dialect of(String url) {
    return Arrays.stream(values())
        .filter(dialect -> dialect.prefix.matcher(url).lookingAt())
        .findFirst()
        .orElse(OTHER);
  }

  /** Whether rows with a key that is there can be replaced. */
  public boolean canUpsert() {
    return upserts;
  }

  /** Class of the driver; empty if it is not known. */
  String driver(String url) {
    return driver;
  }

  /** Properties of every connection. */
  Map<String, String> properties(Duration connect, Duration socket) {
    return Map.of();
  }

  /** Further properties of a connection that only appends. */
  Map<String, String> propertiesOfAppend() {
    return Map.of();
  }

  /** What is run on a new connection. */
  List<String> session() {
    return List.of();
  }

  /** The object that a driver takes for an instant. */
  Object timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** The type of a timestamp that is null. */
  int timestampType() {
    return Types.TIMESTAMP_WITH_TIMEZONE;
  }

  /** The statement that replaces rows with the same keys. */
  String upsert(Insert insert) {
    throw new UnsupportedOperationException(name() + " has no statement for mode: upsert");
  }
}
