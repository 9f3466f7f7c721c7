package io.keystream.job.jdbc;

import io.keystream.job.config.JdbcOutputConfig;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.NotAsWanted;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.StructType;

/** Whether a table takes what a pipeline writes into it. Changes nothing. */
public final class JdbcChecks {
  private final JdbcTarget target;
  private final StructType columns;
  private final Configuration configuration;

  private JdbcChecks(JdbcTarget target, StructType columns, Configuration configuration) {
    this.target = target;
    this.columns = columns;
    this.configuration = configuration;
  }

  /**
   * The check of one output.
   *
   * @param columns columns of the rows
   * @param shipped where a file that is shipped with the job is now
   */
  public static Check of(
      JdbcOutputConfig config,
      StructType columns,
      Configuration configuration,
      UnaryOperator<String> shipped) {
    JdbcTarget target = JdbcTarget.of(config).withPasswordFile(shipped);
    return Check.error(
        "jdbc-output",
        target.toString(),
        "Correct url, user, password or table of the output, or create the table and grant the user"
            + " SELECT, INSERT and UPDATE on it and on the progress table",
        () -> new JdbcChecks(target, columns, configuration).find());
  }

  private String find() throws SQLException, IOException, NotAsWanted {
    try (Connection connection = Connections.open(target, configuration)) {
      String quote = connection.getMetaData().getIdentifierQuoteString();
      List<String> unfit =
          TableLayout.of(connection, target.table()).problems(columns, target.keys());
      if (!unfit.isEmpty()) {
        throw new NotAsWanted(String.join("; ", unfit));
      }
      requireWritable(connection, quote);
      return columns.size() + " columns, writable; " + progress(connection, quote);
    }
  }

  /** Writes no row, for which the database checks all the same whether it may. */
  private void requireWritable(Connection connection, String quote)
      throws SQLException, NotAsWanted {
    if (!target.dialect().canUpsert()) {
      return;
    }
    Insert nothing = target.insert(List.of(columns.fieldNames()), quote).ofNothing();
    try (Statement statement = connection.createStatement()) {
      statement.execute(target.sql(nothing));
    } catch (SQLException e) {
      throw new NotAsWanted("not writable: SQLState " + e.getSQLState() + ", " + e.getMessage());
    } finally {
      connection.rollback();
    }
  }

  private String progress(Connection connection, String quote) throws SQLException, NotAsWanted {
    ProgressTable progress = new ProgressTable(connection, target.progressTable(), quote);
    if (progress.exists()) {
      return "progress table " + target.progressTable() + " there";
    }
    boolean canTry = !connection.getMetaData().dataDefinitionCausesTransactionCommit();
    if (canTry) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(progress.ddl());
      } catch (SQLException e) {
        throw new NotAsWanted(
            "no readable progress table, and none can be created ("
                + e.getMessage()
                + "); create it: "
                + progress.ddl());
      } finally {
        connection.rollback();
      }
    }
    return "the job will create the progress table " + target.progressTable();
  }
}
