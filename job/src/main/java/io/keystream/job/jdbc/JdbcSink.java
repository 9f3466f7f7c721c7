package io.keystream.job.jdbc;

import io.keystream.job.sink.Sink;
import io.keystream.job.sink.SinkContext;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Row;

/**
 * Writes rows into a table. Each batch is one transaction, which first advances the share's row in
 * the progress table: so two processes that deliver the same wait for each other there, and the
 * second finds it done.
 */
final class JdbcSink implements Sink {
  private static final int VALIDATION_SECONDS = 10;

  private final JdbcTarget target;
  private final Configuration configuration;
  private SinkContext context;
  private Connection connection;
  private ProgressTable progress;
  private RowWriter writer;

  JdbcSink(JdbcTarget target) {
    this(target, SparkHadoopUtil.get().conf());
  }

  JdbcSink(JdbcTarget target, Configuration configuration) {
    this.target = target;
    this.configuration = configuration;
  }

  @Override
  public void open(SinkContext opened) throws SQLException, IOException {
    context = opened;
    connect();
  }

  @Override
  public long delivered(int share) throws SQLException, IOException {
    try {
      if (!connection.isValid(VALIDATION_SECONDS)) {
        // Closed by the server or a firewall while there was nothing to do.
        connection.close();
        connect();
      }
      return progress.delivered(owner(share));
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  @Override
  public void deliver(long sequence, int share, Iterator<Row> rows) throws SQLException {
    try {
      if (progress.claim(owner(share), sequence)) {
        writer.write(rows, context.columns());
        connection.commit();
      } else {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (connection == null) {
      return;
    }
    // There are drivers that commit when they close.
    try (Connection closed = connection) {
      if (!closed.isClosed()) {
        closed.rollback();
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private void connect() throws SQLException, IOException {
    try {
      connection = Connections.open(target, configuration);
      String quote = connection.getMetaData().getIdentifierQuoteString();
      progress = new ProgressTable(connection, target.progressTable(), quote);
      progress.create();
      writer = new RowWriter(connection, target, quote);
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  private ProgressTable.Owner owner(int share) {
    return new ProgressTable.Owner(
        context.pipelineId(), context.pipeline(), context.output(), share);
  }

  private SQLException explained(SQLException e) {
    return new SQLException(
        target + ", SQLState " + e.getSQLState() + ": " + oneLine(e), e.getSQLState(), e);
  }

  /** The log shows the first line of it. */
  private static String oneLine(SQLException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
  }
}
