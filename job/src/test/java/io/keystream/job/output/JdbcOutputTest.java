package io.keystream.job.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.LocalSpark.Source;
import io.keystream.job.sink.Deliveries;
import io.keystream.job.sink.DeliveryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From records to the rows of a table. */
class JdbcOutputTest {
  private static final int RECORDS = 50;
  private static final String PASSWORD = "right-4711";

  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  @TempDir private Path folder;

  @Test
  void aBatchWaitsForThePasswordAndIsThenDeliveredOnce() throws Exception {
    run("CREATE TABLE \"orders\" (\"n\" INTEGER, \"at\" TIMESTAMP WITH TIME ZONE)");
    Path password = folder.resolve("db.password");
    Files.writeString(password, "wrong-4711");
    TestHome home = new TestHome(folder);
    Outputs outputs = new Outputs(home.home(), "id", pipeline(password), spark.session());
    StagedBatch batch = outputs.stage(spark.records(records(), 3), 1, 1);

    assertThatThrownBy(() -> publish(home, outputs, batch))
        .isInstanceOf(DeliveryException.class)
        .hasMessageContaining("Output jdbc does not take entry 1: share ")
        .hasMessageContaining("SQLState 28000: Wrong user name or password")
        .hasMessageNotContaining("4711");
    assertThat(rows()).isEmpty();

    Files.writeString(password, PASSWORD);
    publish(home, outputs, batch);
    publish(home, outputs, batch);

    List<String> expected = new ArrayList<>();
    for (int n = 0; n < RECORDS; n++) {
      expected.add(n + " 2026-01-31 10:15:" + (n < 10 ? "0" : "") + n + "+00");
    }
    assertThat(rows()).containsExactlyInAnyOrderElementsOf(expected);
  }

  private PipelineConfig pipeline(Path password) {
    return PipelineConfig.parse(
        PipelineYaml.in(folder)
            .section("parse", "format: json", "schema: \"n INT, at TIMESTAMP\"")
            .section(
                "output",
                "columns: [n, at]",
                "jdbc:",
                "  url: " + url,
                "  user: LOADER",
                "  password-file: " + password,
                "  table: orders",
                "  batch-size: 7",
                "  writers: 2")
            .text(),
        "test");
  }

  private static List<Source> records() {
    List<Source> sources = new ArrayList<>();
    for (int n = 0; n < RECORDS; n++) {
      String json = "{\"n\":%d,\"at\":\"2026-01-31T11:15:%02d+01:00\"}".formatted(n, n);
      sources.add(new Source(n % 3, n, json));
    }
    return sources;
  }

  private static void publish(TestHome home, Outputs outputs, StagedBatch batch)
      throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.session().sparkContext());
    Deliveries deliveries = new Deliveries(context, home.files(), home.home(), outputs.targets());
    new Publisher(home.files(), home.home(), deliveries)
        .publish(
            Entries.entry(1, 1, List.of(), batch.outputs(), batch.counts(), RecordCounts.NONE));
  }

  private List<String> rows() throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT \"n\" || ' ' || CAST(\"at\" AT TIME ZONE 'UTC' AS VARCHAR) FROM \"orders\"")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, "LOADER", PASSWORD);
  }
}
