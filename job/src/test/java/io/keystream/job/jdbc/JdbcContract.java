package io.keystream.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.JdbcMode;
import io.keystream.job.config.JdbcOutputConfig;
import io.keystream.job.sink.Sink;
import io.keystream.job.sink.SinkContext;
import io.keystream.job.sink.SinkContract;
import io.keystream.security.preflight.NotAsWanted;
import io.keystream.security.secrets.SecretSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a table of any database has to take; the names need quotes. */
abstract class JdbcContract extends SinkContract {
  private static final String TABLE = "Con\"tract";
  private static final StructType PAIR =
      new StructType().add("k", DataTypes.StringType).add("Va l\"ue", DataTypes.IntegerType);

  private final String schema = "s" + UUID.randomUUID().toString().replace('-', '_');

  /** Where the database is. */
  abstract String url();

  abstract String user();

  /** Ends a session that is in the middle of a transaction, as a crash of the server does. */
  abstract String killOtherSessions();

  abstract String binaryType();

  @BeforeEach
  void createTables() throws SQLException {
    run("CREATE SCHEMA \"" + schema + "\"");
    create(
        TABLE, "\"id\" BIGINT PRIMARY KEY, \"text\" VARCHAR(100), \"at\" TIMESTAMP WITH TIME ZONE");
    create("pairs", "\"k\" VARCHAR(10) PRIMARY KEY, \"Va l\"\"ue\" INTEGER NOT NULL");
  }

  @AfterEach
  void dropTables() throws SQLException {
    run("DROP SCHEMA \"" + schema + "\" CASCADE");
  }

  @Override
  protected final Sink newSink() {
    return sink(TABLE, List.of(), 1000);
  }

  @Override
  protected final List<Long> visible() throws SQLException {
    return select("SELECT \"id\" FROM " + name(TABLE)).stream().map(Long.class::cast).toList();
  }

  @Test
  void theLastRowOfAKeyReplacesTheOthers() throws Exception {
    int sequence = 0;
    for (int batchSize : new int[] {1, 2, 100}) {
      run("DELETE FROM " + name("pairs"));
      try (Sink sink = opened(sink("pairs", List.of("k"), batchSize), PAIR)) {
        sink.deliver(++sequence, 0, pairs("a", 1, "b", 2, "a", 3, "c", 4, "a", 5));
        sink.deliver(++sequence, 0, pairs("b", 6, "d", 7, "b", 8));
      }
      assertThat(select("SELECT \"Va l\"\"ue\" FROM " + name("pairs") + " ORDER BY \"k\""))
          .containsExactly(5, 8, 4, 7);
    }
  }

  @Test
  void everyTypeArrivesAsItWas() throws Exception {
    StructType columns =
        new StructType()
            .add("t", DataTypes.TimestampType)
            .add("local", DataTypes.TimestampType)
            .add("d", DataTypes.DateType)
            .add("n", DataTypes.createDecimalType(20, 4))
            .add("i", DataTypes.IntegerType)
            .add("s", DataTypes.ShortType)
            .add("y", DataTypes.ByteType)
            .add("f", DataTypes.FloatType)
            .add("o", DataTypes.DoubleType)
            .add("b", DataTypes.BooleanType)
            .add("x", DataTypes.BinaryType);
    create(
        "types",
        "\"t\" TIMESTAMP WITH TIME ZONE, \"local\" TIMESTAMP, \"d\" DATE, \"n\" NUMERIC(20,4),"
            + " \"i\" INTEGER, \"s\" SMALLINT, \"y\" SMALLINT, \"f\" REAL,"
            + " \"o\" DOUBLE PRECISION, \"b\" BOOLEAN, \"x\" "
            + binaryType());
    Instant at = Instant.parse("2026-03-29T01:30:00.123456Z");
    Object[] values = {
      at,
      at,
      LocalDate.of(1905, 2, 28),
      new BigDecimal("-1234567890123456.7891"),
      Integer.MIN_VALUE,
      Short.MAX_VALUE,
      Byte.MIN_VALUE,
      1.5f,
      Double.MIN_VALUE,
      true,
      new byte[] {0, -1, 92}
    };
    try (Sink sink = opened(sink("types", List.of(), 2), columns)) {
      sink.deliver(
          1,
          0,
          List.<Row>of(
                  new GenericRowWithSchema(values, columns),
                  new GenericRowWithSchema(new Object[values.length], columns))
              .iterator());
    }

    String where = " FROM " + name("types") + " WHERE \"d\" IS NOT NULL";
    assertThat(select("SELECT \"n\"" + where)).containsExactly(values[3]);
    assertThat(select("SELECT \"i\"" + where)).containsExactly(values[4]);
    assertThat(select("SELECT \"f\"" + where)).containsExactly(values[7]);
    assertThat(select("SELECT \"o\"" + where)).containsExactly(values[8]);
    assertThat(select("SELECT \"b\"" + where)).containsExactly(true);
    assertThat(select("SELECT \"x\"" + where)).containsExactly(values[10]);
    assertThat(select("SELECT CAST(\"local\" AS VARCHAR(30))" + where))
        .containsExactly("2026-03-29 01:30:00.123456");
    assertThat(select("SELECT CAST(\"d\" AS VARCHAR(30))" + where)).containsExactly("1905-02-28");
    assertThat(instant("SELECT \"t\"" + where)).isEqualTo(at);
    assertThat(select("SELECT count(*) FROM " + name("types") + " WHERE \"t\" IS NULL"))
        .containsExactly(1L);
  }

  @Test
  void aRowThatIsRefusedIsNamedAndHoldsTheOthers() throws Exception {
    try (Sink sink = opened(sink("pairs", List.of("k"), 4), PAIR)) {
      sink.deliver(1, 0, pairs("a", 1));
      assertThatThrownBy(
              () -> sink.deliver(2, 0, pairs("b", 1, "c", 1, "d", 1, "e", 1, "f", 1, "g", null)))
          .isInstanceOf(SQLException.class)
          .hasMessageStartingWith("table " + schema + ".pairs at " + url() + ", SQLState 23502: ")
          .hasMessageContaining("row 6 (k=g): ");
    }
    assertThat(select("SELECT \"k\" FROM " + name("pairs"))).containsExactly("a");
    try (Sink sink = opened(sink("pairs", List.of("k"), 4), PAIR)) {
      assertThat(sink.delivered(0)).isEqualTo(1);
    }
  }

  @Test
  void aSessionThatEndsInTheMiddleLeavesNothing() throws Exception {
    Sink sink = opened(sink(TABLE, List.of(), 10), COLUMNS);
    Iterator<Row> rows =
        IntStream.range(0, 100)
            .peek(
                i -> {
                  if (i == 55) {
                    runUnchecked(killOtherSessions());
                  }
                })
            .<Row>mapToObj(
                i -> new GenericRowWithSchema(new Object[] {(long) i, null, null}, COLUMNS))
            .iterator();
    assertThatThrownBy(() -> sink.deliver(1, 0, rows)).isInstanceOf(SQLException.class);
    assertThat(visible()).isEmpty();
    assertThat(sink.delivered(0)).as("after connecting again").isZero();
    sink.close();
  }

  @Test
  void rowsThatWereSpooledWithOtherColumnsGoToThese() throws Exception {
    StructType before = new StructType().add("text", DataTypes.StringType).add("id", "bigint");
    try (Sink sink = opened(newSink(), COLUMNS)) {
      sink.deliver(
          1, 0, List.<Row>of(new GenericRowWithSchema(new Object[] {"x", 5L}, before)).iterator());
    }
    assertThat(visible()).containsExactly(5L);
  }

  @Test
  void preflightTellsWhatTheJobWillDoAndChangesNothing() throws Exception {
    for (List<String> keys : List.of(List.<String>of(), List.of("k"))) {
      assertThat(preflight("pairs", keys, PAIR))
          .isEqualTo(
              "2 columns, writable; the job will create the progress table "
                  + schema
                  + ".keystream_progress");
    }
    assertThat(select("SELECT \"k\" FROM " + name("pairs"))).isEmpty();
    assertThatThrownBy(() -> select("SELECT 1 FROM " + name("keystream_progress")))
        .isInstanceOf(SQLException.class);

    opened(sink("pairs", List.of(), 1), PAIR).close();
    assertThat(preflight("pairs", List.of(), PAIR))
        .isEqualTo("2 columns, writable; progress table " + schema + ".keystream_progress there");
  }

  @Test
  void preflightNamesEverythingThatDoesNotFit() {
    StructType columns = new StructType().add("k", DataTypes.DateType).add("x", "string");
    assertThatThrownBy(() -> preflight("pairs", List.of("x"), columns))
        .isInstanceOf(NotAsWanted.class)
        .message()
        .matches(
            "column k is (varchar|CHARACTER VARYING), which does not take DATE; no column x, only"
                + " k, Va l\"ue; column Va l\"ue is NOT NULL without a default, and is not written;"
                + " no unique index over x");
    assertThatThrownBy(() -> preflight("pair_", List.of(), PAIR))
        .isInstanceOf(NotAsWanted.class)
        .hasMessage("no such table, or none that the user may see");
  }

  private String preflight(String table, List<String> keys, StructType columns) throws Exception {
    JdbcOutputConfig config =
        new JdbcOutputConfig(
            url(),
            Optional.of(user()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            schema + "." + table,
            keys.isEmpty() ? JdbcMode.APPEND : JdbcMode.UPSERT,
            Optional.of(keys),
            1000,
            1,
            Optional.empty(),
            schema + ".keystream_progress",
            Duration.ofMinutes(1),
            Duration.ofMinutes(1));
    return JdbcChecks.of(config, columns, new Configuration(false), file -> file).probe().find();
  }

  private Sink sink(String table, List<String> keys, int batchSize) {
    JdbcTarget target =
        new JdbcTarget(
            url(),
            user(),
            SecretSource.NONE,
            Dialect.of(url()).driver(url()),
            new TableName(List.of(schema, table)),
            new TableName(List.of(schema, "keystream_progress")),
            keys,
            batchSize,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1));
    return new JdbcSink(target, new Configuration(false));
  }

  private static Sink opened(Sink sink, StructType columns) throws Exception {
    sink.open(new SinkContext("contract", "fixed", "out", columns, Map.of()));
    return sink;
  }

  private static Iterator<Row> pairs(Object... values) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i += 2) {
      rows.add(new GenericRowWithSchema(new Object[] {values[i], values[i + 1]}, PAIR));
    }
    return rows.iterator();
  }

  private void create(String table, String columns) throws SQLException {
    run("CREATE TABLE " + name(table) + " (" + columns + ")");
  }

  private String name(String table) {
    return new TableName(List.of(schema, table)).sql("\"");
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), user(), "");
  }

  final void run(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void runUnchecked(String sql) {
    try {
      run(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Object> select(String sql) throws SQLException {
    List<Object> found = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getObject(1));
      }
    }
    return found;
  }

  private Instant instant(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }
}
