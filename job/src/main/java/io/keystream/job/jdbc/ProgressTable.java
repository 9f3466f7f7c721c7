package io.keystream.job.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The rows that say what was delivered, one for each share of an output of a pipeline. */
final class ProgressTable {
  private static final String INTEGRITY_VIOLATION = "23";
  private static final int VALIDATION_SECONDS = 10;

  private final Connection connection;
  private final TableName name;
  private final String quote;
  private final String table;

  ProgressTable(Connection connection, TableName name, String quote) {
    this.connection = connection;
    this.name = name;
    this.quote = quote;
    this.table = name.sql(quote);
  }

  /** Whose progress it is. */
  record Owner(String pipelineId, String pipeline, String output, int share) {}

  /** The statement that creates the table. */
  String ddl() {
    return sql(
        "CREATE TABLE %s ($pipeline_id VARCHAR(64) NOT NULL, $output VARCHAR(64) NOT NULL,"
            + " $share INTEGER NOT NULL, $pipeline VARCHAR(64) NOT NULL,"
            + " $sequence BIGINT NOT NULL, PRIMARY KEY ($pipeline_id, $output, $share))");
  }

  /** Whether the table is there and can be read; ends the transaction. */
  boolean exists() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql("SELECT $sequence FROM %s WHERE 1 = 0"))) {
      return !rows.next();
    } catch (SQLException e) {
      if (!connection.isValid(VALIDATION_SECONDS)) {
        throw e;
      }
      return false;
    } finally {
      connection.rollback();
    }
  }

  /** Creates the table if it is not there. */
  void create() throws SQLException {
    if (exists()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(ddl());
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      // Another share may have been faster.
      if (!exists()) {
        throw new SQLException(
            "No table "
                + name
                + " to keep the progress in, and it could not be created ("
                + e.getMessage()
                + "); create it, and allow SELECT, INSERT and UPDATE: "
                + ddl(),
            e.getSQLState(),
            e);
      }
    }
  }

  /** The sequence that was delivered last, or 0; ends the transaction. */
  long delivered(Owner owner) throws SQLException {
    try {
      return find(owner);
    } finally {
      connection.rollback();
    }
  }

  /**
   * Writes down a sequence, within the transaction, unless it or a greater one is there. Whoever
   * does the same at the same time waits here until this transaction ends.
   *
   * @return whether it was written
   */
  boolean claim(Owner owner, long sequence) throws SQLException {
    if (advance(owner, sequence)) {
      return true;
    }
    if (find(owner) > 0) {
      return false;
    }
    try {
      insert(owner, sequence);
      return true;
    } catch (SQLException e) {
      if (e.getSQLState() == null || !e.getSQLState().startsWith(INTEGRITY_VIOLATION)) {
        throw e;
      }
      // Another process wrote the first row of this share in between.
      connection.rollback();
      return advance(owner, sequence);
    }
  }

  private boolean advance(Owner owner, long sequence) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            sql(
                "UPDATE %s SET $sequence = ?, $pipeline = ? WHERE $pipeline_id = ? AND $output = ?"
                    + " AND $share = ? AND $sequence < ?"))) {
      update.setLong(1, sequence);
      update.setString(2, owner.pipeline());
      update.setString(3, owner.pipelineId());
      update.setString(4, owner.output());
      update.setInt(5, owner.share());
      update.setLong(6, sequence);
      return update.executeUpdate() == 1;
    }
  }

  private long find(Owner owner) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            sql(
                "SELECT $sequence FROM %s WHERE $pipeline_id = ? AND $output = ?"
                    + " AND $share = ?"))) {
      select.setString(1, owner.pipelineId());
      select.setString(2, owner.output());
      select.setInt(3, owner.share());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  private void insert(Owner owner, long sequence) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            sql(
                "INSERT INTO %s ($pipeline_id, $output, $share, $pipeline, $sequence)"
                    + " VALUES (?, ?, ?, ?, ?)"))) {
      insert.setString(1, owner.pipelineId());
      insert.setString(2, owner.output());
      insert.setInt(3, owner.share());
      insert.setString(4, owner.pipeline());
      insert.setLong(5, sequence);
      insert.executeUpdate();
    }
  }

  /** Puts the table for %s, and each name after a dollar sign into quotes. */
  private String sql(String text) {
    return text.replaceAll(
            "\\$(\\w+)",
            java.util.regex.Matcher.quoteReplacement(quote)
                + "$1"
                + java.util.regex.Matcher.quoteReplacement(quote))
        .replace("%s", table);
  }
}
