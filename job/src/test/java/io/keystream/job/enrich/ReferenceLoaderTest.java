package io.keystream.job.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.EnrichConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.config.RowTypes;
import io.keystream.job.output.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused of reference data, and with which words. */
class ReferenceLoaderTest {
  private static final UnsafeProjection KEY =
      UnsafeProjection.create(new DataType[] {DataTypes.IntegerType});

  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,a,3;1,b,4;2,c,5 | several rows of one key, such as n = 1; wanted one, or latest-by to choose",
        "1,a,one | For input string: \"one\"",
        "1,a | Malformed CSV record: 1,a",
        ",a,1 | 0 rows with a key, fewer than min-rows, 1",
        "1,,1 | null in column name, which is NOT NULL in schema",
        "1,a,1;2,b,1;3,c,1;4,d,1 | more rows than max-rows, 3"
      })
  void refusesWhatDoesNotFit(String lines, String message) throws Exception {
    Files.writeString(folder.resolve("a.csv"), lines.replace(';', '\n') + "\n");

    assertThatThrownBy(() -> files("csv", "max-rows: 3").load(spark.session()))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAHeaderOfOtherColumns() throws Exception {
    Files.writeString(folder.resolve("a.csv"), "n,title,v\n1,a,2\n");
    EnrichConfig config = config("files: {path: " + folder + ", format: csv, header: true}");

    assertThatThrownBy(() -> loader(config).load(spark.session()))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining("CSV header does not conform to the schema");
  }

  @Test
  void refusesParquetWithoutTheColumns() {
    spark.session().sql("SELECT 1 AS n, 2 AS v").write().parquet(folder + "/p");
    EnrichConfig config = config("files: {path: " + folder + "/p, format: parquet}");

    assertThatThrownBy(() -> loader(config).load(spark.session()))
        .isInstanceOf(ReferenceException.class)
        .hasMessage("no column name STRING in the parquet files, which have n INT,v INT");
  }

  @Test
  void refusesAPathWithoutFiles() {
    assertThatThrownBy(() -> files("csv").version())
        .isInstanceOf(ReferenceException.class)
        .hasMessage("the folder holds no file");
    assertThatThrownBy(() -> loader(config("files: {path: /no/such, format: csv}")).version())
        .isInstanceOf(ReferenceException.class)
        .hasMessage("there is no such file or folder");
  }

  @Test
  void refusesWhatTakesTooMuchMemory() throws Exception {
    String text = "x".repeat(50);
    Files.writeString(
        folder.resolve("a.csv"),
        IntStream.range(0, 100_000)
            .mapToObj(i -> i + "," + text + ",1")
            .collect(Collectors.joining("\n")));

    assertThatThrownBy(() -> files("csv", "max-mib: 5").load(spark.session()))
        .isInstanceOf(ReferenceException.class)
        .hasMessageMatching("more memory than max-mib, 5 MiB, after \\d+ rows");
    LookupTable table = files("csv", "max-mib: 20").load(spark.session());
    assertThat(table.rows()).isEqualTo(100_000);
    assertThat(find(table, 99_999, 2).getString(0)).isEqualTo(text);
  }

  @Test
  void ofRowsWithEqualKeysTheLatestCounts() throws Exception {
    Files.writeString(folder.resolve("a.csv"), "1,old,3\n1,new,4\n1,null,\n2,b,1\n");
    LookupTable table = files("csv", "latest-by: v").load(spark.session());
    assertThat(table.rows()).isEqualTo(2);
    assertThat(find(table, 1, 2).getString(0)).isEqualTo("new");

    Files.writeString(folder.resolve("b.csv"), "1,same,4\n");
    assertThatThrownBy(() -> files("csv", "latest-by: v").load(spark.session()))
        .isInstanceOf(ReferenceException.class)
        .hasMessage("several rows of one key, such as n = 1, of equal v");
  }

  @Test
  void theExamplesCustomersAreWhatItExpects() throws Exception {
    Path examples = Path.of("src", "main", "examples");
    String yaml =
        Files.readString(examples.resolve("enrich.yaml"))
            .replace(
                "/data/reference/customers",
                examples.resolve("reference").toAbsolutePath().toString());
    PipelineConfig pipeline = PipelineConfig.parse(yaml, "enrich.yaml");
    LookupTable customers =
        new ReferenceLoader(
                pipeline.enrich().get("customers"),
                RowTypes.records(pipeline.parse().rowType()),
                new Configuration(false))
            .load(spark.session());

    assertThat(customers.rows()).isEqualTo(2);
    UnsafeRow found = new UnsafeRow(2);
    UnsafeProjection key = UnsafeProjection.create(new DataType[] {DataTypes.StringType});
    GenericInternalRow c17 = new GenericInternalRow(new Object[] {UTF8String.fromString("c17")});
    assertThat(customers.find(key.apply(c17), found)).isTrue();
    assertThat(found.getString(0)).isEqualTo("Muster, Erika");
  }

  @Test
  void aProbeTellsWhatIsThereAndWhatIsNot() throws Exception {
    ReferenceProbe probe = new ReferenceProbe(new Configuration(false));
    EnrichConfig files = config("files: {path: " + folder + ", format: csv}");
    assertThatThrownBy(() -> probe.files(files))
        .isInstanceOf(ReferenceException.class)
        .hasMessage("the folder holds no file");
    Files.writeString(folder.resolve("a.csv"), "1,a,1\n");
    assertThat(probe.files(files)).isEqualTo("1 files, 6 bytes");

    String url = "jdbc:h2:mem:probe";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      EnrichConfig table = config("jdbc: {url: \"" + url + "\", table: t}");
      statement.execute("CREATE TABLE t (n INT, v INT)");
      assertThatThrownBy(() -> probe.table(table))
          .isInstanceOf(ReferenceException.class)
          .hasMessage("found the columns [N, V], without name");
      statement.execute("ALTER TABLE t ADD name VARCHAR(9)");
      assertThat(probe.table(table)).isEqualTo("found the columns [N, V, NAME]");
    }
  }

  @Test
  void theVersionChangesWithTheFiles() throws Exception {
    Path file = Files.writeString(folder.resolve("a.csv"), "1,a,1\n");
    ReferenceLoader loader = files("csv");
    var before = loader.version();
    assertThat(loader.version()).isEqualTo(before);
    Files.writeString(folder.resolve("_b.csv"), "hidden");
    assertThat(loader.version()).isEqualTo(before);
    Files.writeString(file, "1,a,1\n2,b,2\n");
    assertThat(loader.version()).isNotEqualTo(before);
  }

  @Test
  void readsATableAndAQuery() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    String url = "jdbc:h2:mem:crm";
    try (Connection connection = DriverManager.getConnection(url, "keystream", "secret");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE customers (n BIGINT, name VARCHAR(9), v INT, more INT)");
      statement.execute("INSERT INTO customers VALUES (1, 'a', 10, 0), (2, 'b', NULL, 0)");
      String login = ", user: keystream, password-file: " + password + "}";

      LookupTable table =
          loader(config("jdbc: {url: \"" + url + "\", table: customers" + login))
              .load(spark.session());
      assertThat(find(table, 1, 2).getString(0)).isEqualTo("a");
      assertThat(find(table, 2, 2).isNullAt(1)).isTrue();

      String query = "SELECT n, name, v FROM customers WHERE n = 2";
      assertThat(
              loader(config("jdbc: {url: \"" + url + "\", query: \"" + query + "\"" + login))
                  .load(spark.session())
                  .rows())
          .isEqualTo(1);

      Files.writeString(password, "wrong\n");
      assertThatThrownBy(
              () ->
                  loader(config("jdbc: {url: \"" + url + "\", table: customers" + login))
                      .load(spark.session()))
          .isInstanceOf(ReferenceException.class)
          .hasMessageContaining("Wrong user name or password");
    }
  }

  @Test
  void aPasswordThatIsNowhereIsToldByItsPlace() {
    assertThatThrownBy(
            () ->
                loader(config("jdbc: {url: \"jdbc:h2:mem:x\", table: t, password-alias: db.pw}"))
                    .load(spark.session()))
        .isInstanceOf(ReferenceException.class)
        .hasMessage(
            "No password-alias db.pw in <credential-provider>: hadoop credential create db.pw"
                + " -provider <credential-provider>");
  }

  @Test
  void failuresAreCountedAndTriedAgainLessAndLessOften() throws Exception {
    Reference reference =
        new Reference(
            "r", files("csv"), Duration.ofMinutes(10), spark.session(), Clock.systemUTC());

    assertThat(List.of(reference.refresh(), reference.refresh(), reference.refresh()))
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(reference.failures()).isEqualTo(3);
    assertThat(reference.ageSeconds()).isEqualTo(-1);
    IntStream.range(0, 10).forEach(i -> reference.refresh());
    assertThat(reference.refresh()).isEqualTo(Duration.ofMinutes(1));

    Files.writeString(folder.resolve("a.csv"), "1,a,1\n");
    assertThat(reference.refresh()).isEqualTo(Duration.ofMinutes(10));
    assertThat(reference.ageSeconds()).isBetween(0L, 60L);
    assertThat(reference.rows()).isEqualTo(1);
    Files.delete(folder.resolve("a.csv"));
    assertThat(reference.refresh()).isEqualTo(Duration.ofSeconds(1));
    assertThat(reference.failures()).isEqualTo(15);
    assertThat(reference.loaded()).isTrue();
  }

  private ReferenceLoader files(String format, String... lines) {
    return loader(config("files: {path: " + folder + ", format: " + format + "}", lines));
  }

  private static ReferenceLoader loader(EnrichConfig config) {
    return new ReferenceLoader(
        config,
        RowTypes.records(RowTypes.ACCESS_LOG.add("n", DataTypes.IntegerType)),
        new Configuration(false));
  }

  private static EnrichConfig config(String source, String... lines) {
    return PipelineYaml.minimal()
        .section("parse", "format: json", "schema: \"n INT\"")
        .section(
            "enrich",
            "r:",
            "  " + source,
            "  schema: \"n INT, name STRING NOT NULL, v INT\"",
            "  keys: [n]",
            String.join("\n", lines).indent(2).stripTrailing())
        .config()
        .enrich()
        .get("r");
  }

  private static UnsafeRow find(LookupTable table, int key, int columns) {
    UnsafeRow found = new UnsafeRow(columns);
    assertThat(table.find(KEY.apply(new GenericInternalRow(new Object[] {key})), found)).isTrue();
    return found;
  }
}
