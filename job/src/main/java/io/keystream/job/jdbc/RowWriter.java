package io.keystream.job.jdbc;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Writes rows within a transaction, many at once. */
final class RowWriter {
  /** Where a record came from, which says which row it was if there are no keys. */
  private static final List<String> POSITION =
      List.of("kafka_topic", "kafka_partition", "kafka_offset");

  private static final int VALIDATION_SECONDS = 10;

  private final Connection connection;
  private final JdbcTarget target;
  private final String quote;

  RowWriter(Connection connection, JdbcTarget target, String quote) {
    this.connection = connection;
    this.target = target;
    this.quote = quote;
  }

  /**
   * Writes all rows; all have the same columns.
   *
   * @param usual columns of rows that do not tell theirs; those that were spooled before an upgrade
   *     tell others
   */
  void write(Iterator<Row> rows, StructType usual) throws SQLException {
    if (!rows.hasNext()) {
      return;
    }
    Row first = rows.next();
    StructType columns = first.schema() == null ? usual : first.schema();
    String sql = target.sql(target.insert(List.of(columns.fieldNames()), quote));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Columns writer = new Columns(columns, statement);
      List<Row> chunk = new ArrayList<>(List.of(first));
      long before = 0;
      do {
        while (rows.hasNext() && chunk.size() < target.batchSize()) {
          chunk.add(rows.next());
        }
        writer.write(chunk, before);
        before += chunk.size();
        chunk.clear();
      } while (rows.hasNext());
    }
  }

  /** A statement for rows of some columns. */
  private final class Columns {
    private final StructType columns;
    private final ColumnType[] types;
    private final PreparedStatement statement;

    Columns(StructType columns, PreparedStatement statement) {
      this.columns = columns;
      this.types =
          Arrays.stream(columns.fields())
              .map(field -> ColumnType.of(field.dataType()))
              .toArray(ColumnType[]::new);
      this.statement = statement;
    }

    void write(List<Row> chunk, long before) throws SQLException {
      Savepoint begin = connection.setSavepoint();
      try {
        for (Row row : chunk) {
          bind(row);
          statement.addBatch();
        }
        statement.executeBatch();
        release(begin);
      } catch (BatchUpdateException e) {
        throw refusal(chunk, before, begin, e);
      }
    }

    private void bind(Row row) throws SQLException {
      Dialect dialect = target.dialect();
      for (int i = 0; i < types.length; i++) {
        if (row.isNullAt(i)) {
          statement.setNull(i + 1, types[i].nullType(dialect));
        } else {
          types[i].bind(statement, i + 1, row.get(i), dialect);
        }
      }
    }

    /** Drivers do not tell which row it was, so those of the chunk are tried one by one. */
    private SQLException refusal(
        List<Row> chunk, long before, Savepoint begin, BatchUpdateException failure)
        throws SQLException {
      SQLException cause =
          failure.getNextException() == null ? failure : failure.getNextException();
      if (!connection.isValid(VALIDATION_SECONDS)) {
        return cause;
      }
      connection.rollback(begin);
      statement.clearBatch();
      for (int i = 0; i < chunk.size(); i++) {
        bind(chunk.get(i));
        try {
          statement.executeUpdate();
        } catch (SQLException e) {
          return new SQLException(
              "row " + (before + i + 1) + describe(chunk.get(i)) + ": " + e.getMessage(),
              e.getSQLState(),
              e);
        }
      }
      return cause;
    }

    private String describe(Row row) {
      List<String> names = target.keys().isEmpty() ? POSITION : target.keys();
      return names.stream()
          .filter(List.of(columns.fieldNames())::contains)
          .map(name -> name + "=" + row.get(columns.fieldIndex(name)))
          .collect(Collectors.collectingAndThen(Collectors.toList(), RowWriter::inBrackets));
    }

    private void release(Savepoint savepoint) throws SQLException {
      try {
        connection.releaseSavepoint(savepoint);
      } catch (SQLFeatureNotSupportedException e) {
        // Oracle and SQL Server let go of them at the end of the transaction.
      }
    }
  }

  private static String inBrackets(List<String> values) {
    return values.isEmpty() ? "" : " (" + String.join(", ", values) + ")";
  }
}
