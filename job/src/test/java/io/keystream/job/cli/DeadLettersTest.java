package io.keystream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.TestHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Dead letters as an operator looks at them. */
class DeadLettersTest {
  private static final MessageType COLUMNS =
      MessageTypeParser.parseMessageType(
          """
          message spark_schema {
            required binary kafka_topic (STRING);
            required int32 kafka_partition;
            required int64 kafka_offset;
            required int64 kafka_timestamp (TIMESTAMP(MICROS,true));
            required binary reason (STRING);
            optional binary rule (STRING);
            optional binary key;
            optional binary raw;
          }
          """);
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final String FIRST = "000000000001-0-0-0-0.snappy.parquet";
  private static final String SECOND = "000000000002-0-5-0-0.snappy.parquet";

  @TempDir private Path temporary;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path release;
  private Path dead;

  @BeforeEach
  void commitDeadLetters() throws Exception {
    release = Releases.complete(temporary.resolve("release"));
    dead = Files.createDirectories(temporary.resolve("dead"));
    Releases.append(release, "pipeline.yaml", "dead-letters:\n  path: " + dead + "\n");
    TestHome home = new TestHome(release.resolve("home"));
    Entries.put(home, Entries.ofFiles(1, 1, List.of()));
    Entries.put(home, Entries.ofFiles(2, 1, List.of()));
    write(FIRST, 10, "json: unexpected end at byte 7", null, "{\"n\":1\n".getBytes(UTF_8));
    write(SECOND, 11, "rule positive: false", "positive", new byte[] {(byte) 0xff});
    // Not committed as far as this ledger goes.
    write("000000000003-0-0-0-0.snappy.parquet", 12, "rule positive: false", "positive", null);
  }

  @Test
  void theNewestStandFirstWithoutTheirBytes() {
    assertThat(run("list")).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "access-0 at 11, 2026-01-31T12:00:11Z: rule positive: false",
            "access-0 at 10, 2026-01-31T12:00:10Z: json: unexpected end at byte 7");
  }

  @Test
  void bytesAreShownEscapedIfAskedFor() {
    assertThat(run("list", "--show-bytes", "--width", "6")).isZero();

    assertThat(out.toString().lines()).contains("  \\xff", "  {\"n\":1...");
  }

  @Test
  void machinesGetBase64AndText() {
    assertThat(run("list", "--show-bytes", "--json", "--limit", "1", "--reason", "json")).isZero();

    assertThat(out.toString().strip())
        .isEqualTo(
            "{\"dead_letters\":[{\"topic\":\"access\",\"partition\":0,\"offset\":10,"
                + "\"produced_at\":\"2026-01-31T12:00:10Z\","
                + "\"reason\":\"json: unexpected end at byte 7\",\"rule\":null,\"file\":\""
                + FIRST
                + "\",\"key\":null,\"key_text\":null,\"value\":\"eyJuIjoxCg==\","
                + "\"value_text\":\"{\\\"n\\\":1\\n\"}],\"more\":false}");
  }

  @Test
  void machinesGetNoBytesUnlessAskedFor() {
    assertThat(run("list", "--json")).isZero();

    assertThat(out.toString()).contains("\"value\":null,\"value_text\":null").doesNotContain("eyJ");
  }

  @Test
  void aLimitSaysThatThereAreMore() {
    assertThat(run("list", "--limit", "1")).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "access-0 at 11, 2026-01-31T12:00:11Z: rule positive: false",
            "There are more; --limit shows them.");
  }

  @Test
  void theySelectByRuleAndTime() {
    assertThat(run("list", "--rule", "positive", "--since", "2026-01-31T12:00:12Z")).isZero();
    assertThat(run("list", "--until", "2026-01-31T12:00:11Z")).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "No dead letters.",
            "access-0 at 10, 2026-01-31T12:00:10Z: json: unexpected end at byte 7");
  }

  @Test
  void theyAreCountedByRuleAndReason() throws Exception {
    write("000000000002-0-6-0-0.parquet", 13, "json: unexpected end at byte 123", null, null);

    assertThat(run("count", "--json")).isZero();

    assertThat(out.toString().strip())
        .isEqualTo(
            "{\"dead_letters\":3,\"files\":3,\"groups\":[{\"dead_letters\":2,\"rule\":null,\"reason\":\"json:"
                + " unexpected end at byte"
                + " N\"},{\"dead_letters\":1,\"rule\":\"positive\",\"reason\":\"rule positive:"
                + " false\"}]}");
  }

  @Test
  void aRehearsalAsksForNothing() {
    assertThat(run("replay", "--dry-run")).isZero();
    assertThat(run("replay", "--rule", "other")).isZero();

    assertThat(out.toString().lines())
        .containsExactly("2 dead letters in 2 files would be replayed", "No such dead letters.");
    assertThat(release.resolve("home/control")).doesNotExist();
  }

  private void write(String name, int offset, String reason, String rule, byte[] raw)
      throws IOException {
    Group row = new SimpleGroup(COLUMNS);
    row.add("kafka_topic", "access");
    row.add("kafka_partition", 0);
    row.add("kafka_offset", (long) offset);
    row.add("kafka_timestamp", NOON.plusSeconds(offset).toEpochMilli() * 1_000);
    row.add("reason", reason);
    if (rule != null) {
      row.add("rule", rule);
    }
    if (raw != null) {
      row.add("raw", Binary.fromConstantByteArray(raw));
    }
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(dead.resolve(name).toString()))
            .withConf(new Configuration())
            .withType(COLUMNS)
            .build()) {
      writer.write(row);
    }
  }

  private int run(String... arguments) {
    CommandLine commandLine = Keystream.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 3];
    all[0] = "--release";
    all[1] = release.toString();
    all[2] = "dead-letters";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return commandLine.execute(all);
  }
}
