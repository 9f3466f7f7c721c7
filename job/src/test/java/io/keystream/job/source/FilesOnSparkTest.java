package io.keystream.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import io.keystream.job.ledger.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two folders as sources of one pipeline, read by Spark. */
class FilesOnSparkTest {
  private static JavaSparkContext spark;

  @TempDir private Path folder;
  private SourceSet sources;

  @BeforeAll
  static void start() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.driver.host", "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void connect() throws IOException {
    String line = "x".repeat(1_000) + "\n";
    Files.createDirectory(folder.resolve("a"));
    Files.createDirectory(folder.resolve("b"));
    Files.writeString(folder.resolve("a/large"), line.repeat(3_000));
    Files.writeString(folder.resolve("a/small"), line);
    Files.writeString(folder.resolve("b/other"), line.repeat(2));
    PipelineConfig config =
        PipelineYaml.in(folder)
            .replace("source:\n  kafka:", "sources:\n  a:\n    kafka:")
            .section("sources", files("a"), files("b"))
            .config();
    TestHome home = new TestHome(folder.resolve("home"));
    Epoch epoch = home.claim();
    sources = SourceSet.connect(config, home.files(), home.home(), epoch, new Configuration(false));
    sources.resume(new Positions(Map.of()));
  }

  private String files(String name) {
    return name + ":\n  files:\n    path: " + folder.resolve(name) + "\n    min-age: 0ms";
  }

  @Test
  void eachLineIsReadOnceWithAPositionOfItsOwn() {
    List<OffsetSpan> spans = unread();
    JavaRDD<ConsumerRecord<byte[], byte[]>> records = sources.records(spark, spans);

    assertThat(records.getNumPartitions()).isEqualTo(3);
    List<String> positions = records.map(FilesOnSparkTest::position).collect();
    assertThat(positions).hasSize(3_003).doesNotHaveDuplicates();
    assertThat(positions).filteredOn(position -> position.startsWith("a/arrivals ")).hasSize(3_001);
    assertThat(positions).contains("b/arrivals 0 1 1000", "b/arrivals 0 2 1000");
  }

  @Test
  void aFileThatIsTakenAwayMeanwhileMakesTheBatchBeTriedAgain() throws IOException {
    List<OffsetSpan> spans = unread();
    Files.delete(folder.resolve("b/other"));

    assertThatThrownBy(() -> sources.records(spark, spans).count())
        .matches(ReadFailure::causes, "is a failure of reading")
        .hasMessageContaining("b/other is gone");
  }

  private List<OffsetSpan> unread() {
    TopicState now = sources.now();
    Positions begin = sources.opening(new Positions(Map.of()), now);
    return sources.limit(BatchPlan.unread(begin, now));
  }

  private static String position(ConsumerRecord<byte[], byte[]> found) {
    assertThat(new String(found.value(), UTF_8)).containsOnlyOnce("x".repeat(1_000));
    return String.join(
        " ",
        found.topic(),
        String.valueOf(found.partition()),
        String.valueOf(found.offset()),
        String.valueOf(found.value().length));
  }
}
