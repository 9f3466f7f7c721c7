package io.keystream.job.jdbc;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** The types of columns that a table can hold, and how their values get there. */
@SuppressWarnings("ImmutableEnumChecker") // Neither a type of Spark nor a set that is made by of changes.
public enum ColumnType {
  STRING(
      DataTypes.StringType,
      Types.VARCHAR,
      Set.of(
          Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.CLOB,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.NCLOB,
          Types.SQLXML,
          // uuid, json, inet and other types that are written as text.
          Types.OTHER)) {
    @Override
    void bind(PreparedStatement statement, int index, Object value, Dialect dialect)
        throws SQLException {
      statement.setString(index, (String) value);
    }
  },
  BYTE(DataTypes.ByteType, Types.SMALLINT, Numbers.FROM_SMALLINT),
  SMALLINT(DataTypes.ShortType, Types.SMALLINT, Numbers.FROM_SMALLINT),
  INT(DataTypes.IntegerType, Types.INTEGER, Numbers.FROM_INTEGER),
  BIGINT(DataTypes.LongType, Types.BIGINT, Numbers.FROM_BIGINT),
  FLOAT(DataTypes.FloatType, Types.REAL, Numbers.FLOATING),
  DOUBLE(DataTypes.DoubleType, Types.DOUBLE, Numbers.FLOATING),
  DECIMAL(null, Types.DECIMAL, Set.of(Types.DECIMAL, Types.NUMERIC)) {
    @Override
    void bind(PreparedStatement statement, int index, Object value, Dialect dialect)
        throws SQLException {
      statement.setBigDecimal(index, (BigDecimal) value);
    }
  },
  BOOLEAN(DataTypes.BooleanType, Types.BOOLEAN, Set.of(Types.BOOLEAN, Types.BIT, Types.TINYINT)),
  TIMESTAMP(
      DataTypes.TimestampType,
      Types.TIMESTAMP_WITH_TIMEZONE,
      Set.of(Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE)) {
    @Override
    void bind(PreparedStatement statement, int index, Object value, Dialect dialect)
        throws SQLException {
      statement.setObject(index, dialect.timestamp((Instant) value));
    }

    @Override
    int nullType(Dialect dialect) {
      return dialect.timestampType();
    }
  },
  DATE(DataTypes.DateType, Types.DATE, Set.of(Types.DATE)),
  BINARY(
      DataTypes.BinaryType,
      Types.VARBINARY,
      Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB)) {
    @Override
    void bind(PreparedStatement statement, int index, Object value, Dialect dialect)
        throws SQLException {
      statement.setBytes(index, (byte[]) value);
    }
  };

  /** All of them, for people. */
  public static final String NAMES =
      "STRING, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL(p,s), BOOLEAN, TIMESTAMP,"
          + " DATE, BINARY";

  /** Types of databases that hold every number of a type. */
  private static final class Numbers {
    static final Set<Integer> FLOATING = Set.of(Types.REAL, Types.FLOAT, Types.DOUBLE);
    static final Set<Integer> FROM_BIGINT = Set.of(Types.BIGINT, Types.DECIMAL, Types.NUMERIC);
    static final Set<Integer> FROM_INTEGER =
        Set.of(Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.NUMERIC);
    static final Set<Integer> FROM_SMALLINT =
        Set.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.NUMERIC);
  }

  private final DataType type;
  private final int jdbcType;
  private final Set<Integer> columns;

  ColumnType(DataType type, int jdbcType, Set<Integer> columns) {
    this.type = type;
    this.jdbcType = jdbcType;
    this.columns = columns;
  }

  /** Whether a table can hold values of a type. */
  public static boolean isSupported(DataType type) {
    return find(type).isPresent();
  }

  static ColumnType of(DataType type) {
    return find(type)
        .orElseThrow(() -> new IllegalArgumentException("No column can hold " + type.sql()));
  }

  private static Optional<ColumnType> find(DataType type) {
    if (type instanceof DecimalType) {
      return Optional.of(DECIMAL);
    }
    for (ColumnType each : values()) {
      if (type.equals(each.type)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a table's column is meant for these values.
   *
   * @param columnType one of {@link Types}
   */
  boolean fits(int columnType) {
    return columns.contains(columnType);
  }

  /** Sets a parameter to a value that is not null. */
  void bind(PreparedStatement statement, int index, Object value, Dialect dialect)
      throws SQLException {
    statement.setObject(index, value);
  }

  /** The type of a parameter that is null. */
  int nullType(Dialect dialect) {
    return jdbcType;
  }
}
