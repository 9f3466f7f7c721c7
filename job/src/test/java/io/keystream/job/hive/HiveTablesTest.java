package io.keystream.job.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.OutputFormat;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.Interruptions;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.Publisher;
import io.keystream.job.sink.Deliveries;
import io.keystream.job.sink.DeliveryException;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.NotAsWanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.api.FieldSchema;
import org.apache.hadoop.hive.metastore.api.Partition;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Partitions in a real metastore. */
class HiveTablesTest {
  @RegisterExtension private static final MetastoreServer server = new MetastoreServer();

  private static final AtomicInteger TABLES = new AtomicInteger();
  private static final StructType ROW =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("at", DataTypes.TimestampType)
          .add("country", DataTypes.StringType);

  @TempDir private Path folder;
  private final Movable clock = new Movable();
  private final String table = "default.orders" + TABLES.incrementAndGet();
  private TestHome home;
  private PipelineConfig pipeline;

  @BeforeEach
  void describe() {
    home = new TestHome(folder.resolve("home"));
    pipeline =
        PipelineYaml.minimal()
            .section("parse", "format: json", "schema: \"id BIGINT, at TIMESTAMP, country STRING\"")
            .replace("/data/logs", folder + "/out")
            .files(
                "partition-by-date-of: at",
                "partition-by: [country]",
                "hive:",
                "  table: " + table,
                "  metastore: [\"" + server.table(table).metastore().get(0) + "\"]")
            .config();
  }

  @Test
  void registersWhatIsPublishedOnce() throws Exception {
    create();
    LedgerEntry entry =
        staged(1, "date=2026-01-31/country=FR/a", "date=2026-01-31/country=a%2Fb%3D é/b");

    publisher().publish(entry);
    publisher().publish(entry);
    publisher().publish(staged(2, "date=2026-01-31/country=FR/c"));

    assertThat(registered())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                List.of("2026-01-31", "FR"),
                "file:" + folder + "/out/date=2026-01-31/country=FR",
                List.of("2026-01-31", "a/b= é"),
                "file:" + folder + "/out/date=2026-01-31/country=a%2Fb%3D é"));
    Partition first = server.partitions(table).get(0);
    assertThat(first.getSd().getInputFormat())
        .isEqualTo("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat");
  }

  @Test
  void aReaderByHiveFindsEveryFileWhateverMomentKillsTheDriver() throws Exception {
    create();
    int moment = 0;
    boolean happened = true;
    while (happened) {
      LedgerEntry entry = staged(moment, "date=2026-01-31/country=c" + moment + "/a");
      Interruptions.Kill kill = new Interruptions.Kill("", moment);
      try {
        new Publisher(home.files(kill), home.home(), deliveries(), tables()).publish(entry);
      } catch (Interruptions.Killed e) {
        // Which is what is tested.
      }
      publisher().publish(entry);
      assertThat(registered()).containsKey(List.of("2026-01-31", "c" + moment));
      happened = kill.happened();
      moment++;
    }
    assertThat(moment).isGreaterThan(3);
  }

  @Test
  void aMetastoreThatIsAwayHoldsNewPartitionsOnly() throws Exception {
    create();
    Publisher publisher = publisher();
    publisher.publish(staged(1, "date=2026-01-31/country=FR/a"));
    LedgerEntry other = staged(3, "date=2026-02-01/country=FR/a");
    server.kill();
    try {
      publisher.publish(staged(2, "date=2026-01-31/country=FR/b"));

      assertThatThrownBy(() -> publisher.publish(other))
          .isInstanceOf(DeliveryException.class)
          .hasMessageStartingWith(
              "Output files does not take entry 3: Hive metastore: MetaException: Could not connect"
                  + " to meta store using any of the URIs provided.")
          .hasMessageContaining("Connection refused");
    } finally {
      server.start();
    }

    publisher.publish(other);

    assertThat(registered()).containsKey(List.of("2026-02-01", "FR")).hasSize(2);
  }

  @Test
  void aTableThatIsNotThereHoldsTheBatchUntilItIs() throws Exception {
    LedgerEntry entry = staged(1, "date=2026-01-31/country=FR/a");
    Publisher publisher = publisher();

    assertThatThrownBy(() -> publisher.publish(entry))
        .isInstanceOf(DeliveryException.class)
        .hasMessage(
            "Output files does not take entry 1: Hive metastore: no table "
                + table
                + ": create it as keystream hive-ddl prints it");

    create();
    publisher.publish(entry);
    assertThat(registered()).hasSize(1);
  }

  @Test
  void aPartitionThatReadsAnotherFolderIsRefused() throws Exception {
    create();
    publisher().publish(staged(1, "date=2026-01-31/country=FR/a"));
    Partition there = server.partitions(table).get(0);
    there.getSd().setLocation("file:" + folder + "/elsewhere");
    server
        .metastore(table)
        .ask(
            client -> {
              client.alter_partition(there.getDbName(), there.getTableName(), there);
              return null;
            });

    assertThatThrownBy(() -> publisher().publish(staged(2, "date=2026-01-31/country=FR/b")))
        .isInstanceOf(DeliveryException.class)
        .hasMessageContaining(
            "partition date=2026-01-31/country=FR of "
                + table
                + " is at file:"
                + folder
                + "/elsewhere, wanted file:"
                + folder
                + "/out/date=2026-01-31/country=FR: drop the partition, or correct it");
  }

  @Test
  void aPartitionThatWasDroppedIsBackAfterAnHour() throws Exception {
    create();
    Publisher publisher = publisher();
    publisher.publish(staged(1, "date=2026-01-31/country=FR/a"));
    server
        .metastore(table)
        .ask(
            client ->
                client.dropPartition(
                    server.table(table).database(),
                    server.table(table).name(),
                    List.of("2026-01-31", "FR"),
                    false));

    publisher.publish(staged(2, "date=2026-01-31/country=FR/b"));
    assertThat(registered()).isEmpty();
    clock.now = clock.now.plus(Duration.ofMinutes(61));
    publisher.publish(staged(3, "date=2026-01-31/country=FR/c"));

    assertThat(registered()).hasSize(1);
  }

  @Test
  void preflightTakesTheTableThatTheStatementMakes() throws Exception {
    create();

    assertThat(check().probe().find()).isEqualTo("2 columns, partitioned by date, country");
    assertThat(check().lookedAt()).isEqualTo(server.table(table).toString());
  }

  @Test
  void preflightTellsAllDifferences() throws Exception {
    Table wrong = server.table(table, layout(), "file:" + folder + "/other");
    wrong.setTableType("MANAGED_TABLE");
    wrong.getParameters().clear();
    wrong.getSd().setInputFormat("org.apache.hadoop.mapred.TextInputFormat");
    wrong.getSd().getSerdeInfo().setSerializationLib("org.example.Serde");
    wrong.getSd().setCols(new ArrayList<>(List.of(new FieldSchema("id", "string", null))));
    wrong.setPartitionKeys(new ArrayList<>(List.of(new FieldSchema("country", "string", null))));
    server
        .metastore(table)
        .ask(
            client -> {
              client.createTable(wrong);
              return null;
            });

    assertThatThrownBy(() -> check().probe().find())
        .isInstanceOf(NotAsWanted.class)
        .hasMessage(
            "wanted an external table, found MANAGED_TABLE; wanted location file:"
                + folder
                + "/out, found file:"
                + folder
                + "/other; wanted input format"
                + " org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat, found"
                + " org.apache.hadoop.mapred.TextInputFormat; wanted SerDe"
                + " org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe, found"
                + " org.example.Serde; wanted partition columns date date, country string, found"
                + " country string; wanted column id bigint, found it as string; wanted column at"
                + " timestamp, found none");
  }

  @Test
  void preflightSaysThatThereIsNoTable() {
    assertThatThrownBy(() -> check().probe().find())
        .isInstanceOf(NotAsWanted.class)
        .hasMessage("no table " + table + ": create it as keystream hive-ddl prints it");
  }

  private void create() throws MetastoreException {
    server.create(table, layout(), "file:" + folder + "/out");
  }

  private static HiveLayout layout() {
    return new HiveLayout(
        OutputFormat.PARQUET,
        new StructType().add("id", DataTypes.LongType).add("at", DataTypes.TimestampType),
        new StructType().add("date", DataTypes.DateType).add("country", DataTypes.StringType));
  }

  private Check check() {
    return HiveChecks.of(
            pipeline.allOutputs().get("files").files().orElseThrow(), ROW, new Configuration())
        .orElseThrow();
  }

  private Publisher publisher() {
    return new Publisher(home.files(), home.home(), deliveries(), tables());
  }

  private Deliveries deliveries() {
    return new Deliveries(null, home.files(), home.home(), Map.of());
  }

  private HiveTables tables() {
    return HiveTables.of(pipeline, new Configuration(), clock);
  }

  private Map<List<String>, String> registered() throws MetastoreException {
    return server.partitions(table).stream()
        .collect(
            Collectors.toMap(Partition::getValues, partition -> partition.getSd().getLocation()));
  }

  private LedgerEntry staged(long sequence, String... names) throws IOException {
    List<CommittedFile> files = new ArrayList<>();
    for (String name : names) {
      Path staged = home.local(home.home().staging(1, sequence)).resolve("files").resolve(name);
      Files.createDirectories(staged.getParent());
      Files.writeString(staged, "rows");
      files.add(new CommittedFile("files/" + name, folder + "/out/" + name, 1, 1));
    }
    return Entries.ofFiles(sequence, 1, files);
  }

  private static final class Movable extends Clock {
    private Instant now = Instant.parse("2026-01-31T10:15:30Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
