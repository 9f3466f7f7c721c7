package io.keystream.job.jdbc;

import io.keystream.job.config.JdbcMode;
import io.keystream.job.config.JdbcOutputConfig;
import io.keystream.security.secrets.SecretSource;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A table and the way to it. Holds no secret.
 *
 * @param url of the database
 * @param user null if nobody has to log in
 * @param password where the password is
 * @param driver class of the driver
 * @param table the table written
 * @param progressTable the table that keeps what was delivered
 * @param keys columns that make a row the same; empty: every row is inserted
 * @param batchSize rows sent at once
 * @param connectTimeout limit for connecting
 * @param socketTimeout limit for an answer
 */
public record JdbcTarget(
    String url,
    String user,
    SecretSource password,
    String driver,
    TableName table,
    TableName progressTable,
    List<String> keys,
    int batchSize,
    Duration connectTimeout,
    Duration socketTimeout)
    implements Serializable {

  public JdbcTarget {
    keys = List.copyOf(keys);
  }

  static JdbcTarget of(JdbcOutputConfig config) {
    return new JdbcTarget(
        config.url(),
        config.user().orElse(null),
        SecretSource.of(
            config.passwordFile(),
            config.passwordAlias(),
            config.credentialProvider(),
            config.passwordVariable()),
        config.driver().orElseGet(() -> Dialect.of(config.url()).driver(config.url())),
        TableName.parse(config.table()),
        TableName.parse(config.progressTable()),
        config.mode() == JdbcMode.UPSERT ? config.keys().orElseThrow() : List.of(),
        config.batchSize(),
        config.connectTimeout(),
        config.socketTimeout());
  }

  Dialect dialect() {
    return Dialect.of(url);
  }

  /** The same where a file with the password is somewhere else. */
  JdbcTarget withPasswordFile(UnaryOperator<String> place) {
    return new JdbcTarget(
        url,
        user,
        password.withFile(place),
        driver,
        table,
        progressTable,
        keys,
        batchSize,
        connectTimeout,
        socketTimeout);
  }

  /** The statement that writes a row. */
  Insert insert(List<String> columns, String quote) {
    return Insert.ofParameters(table.sql(quote), quoted(columns, quote), quoted(keys, quote));
  }

  /** The text of a statement that writes rows. */
  String sql(Insert insert) {
    return keys.isEmpty() ? insert.sql() : dialect().upsert(insert);
  }

  private static List<String> quoted(List<String> names, String quote) {
    return names.stream().map(name -> TableName.quoted(name, quote)).toList();
  }

  /** The table and where it is, for people. */
  @Override
  public String toString() {
    return "table " + table + " at " + url;
  }
}
