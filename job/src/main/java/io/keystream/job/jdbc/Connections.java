package io.keystream.job.jdbc;

import io.keystream.security.secrets.Secret;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;

/** Connects to databases. */
final class Connections {
  private Connections() {}

  /**
   * A connection with a transaction begun.
   *
   * @param configuration what a credential provider is found with
   * @throws IOException if there is no password where one should be
   */
  static Connection open(JdbcTarget target, Configuration configuration)
      throws SQLException, IOException {
    Connection connection = driver(target).connect(target.url(), properties(target, configuration));
    if (connection == null) {
      throw new SQLException("The driver " + target.driver() + " does not take " + target.url());
    }
    try {
      prepare(connection, target);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void prepare(Connection connection, JdbcTarget target) throws SQLException {
    try {
      // What a task waits for is never more than this, whatever becomes of the database.
      connection.setNetworkTimeout(
          Runnable::run, Math.toIntExact(target.socketTimeout().toMillis()));
    } catch (SQLFeatureNotSupportedException e) {
      // The property of the dialect, or one in the URL, has to do.
    }
    try (Statement statement = connection.createStatement()) {
      // Outside a transaction: a rollback would take them back.
      for (String sql : target.dialect().session()) {
        statement.execute(sql);
      }
    }
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    connection.setAutoCommit(false);
  }

  /** Not through DriverManager, which does not see drivers that Spark's class loader has. */
  private static Driver driver(JdbcTarget target) throws SQLException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      return Class.forName(target.driver(), true, loader)
          .asSubclass(Driver.class)
          .getConstructor()
          .newInstance();
    } catch (ClassNotFoundException e) {
      throw new SQLException(
          "No driver "
              + target.driver()
              + " on the class path for "
              + target.url()
              + ": name its jar in spark.jars, and in keystream_class_path of the gateway",
          e);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new SQLException(target.driver() + " cannot be used as a JDBC driver: " + e, e);
    }
  }

  private static Properties properties(JdbcTarget target, Configuration configuration)
      throws IOException {
    Properties properties = new Properties();
    Dialect dialect = target.dialect();
    properties.putAll(dialect.properties(target.connectTimeout(), target.socketTimeout()));
    if (target.keys().isEmpty()) {
      properties.putAll(dialect.propertiesOfAppend());
    }
    if (target.user() != null) {
      properties.setProperty("user", target.user());
    }
    target
        .password()
        .read(configuration)
        .map(Secret::reveal)
        .ifPresent(password -> properties.setProperty("password", password));
    return properties;
  }
}
