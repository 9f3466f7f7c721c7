package io.keystream.job.lifecycle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.received.LogReceiver;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.io.CompressionCodec;
import org.apache.spark.io.LZ4CompressionCodec;
import org.apache.spark.streaming.Checkpoint;
import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("deprecation") // Spark discourages streams it nevertheless maintains.
class CheckpointsTest {
  private static final String FINGERPRINT = "0123456789abcdef";
  private static final Time TIME = new Time(1_769_854_530_000L);

  @TempDir private Path folder;
  private TestHome home;
  private Checkpoints checkpoints;
  private JavaStreamingContext context;

  @BeforeEach
  void openCheckpoints() {
    home = new TestHome(folder.resolve("home"));
    checkpoints = new Checkpoints(home.files(), home.home());
  }

  @AfterEach
  void stop() {
    if (context != null) {
      context.stop();
    }
  }

  @Test
  void withoutACheckpointTheContextIsNew() throws Exception {
    context = checkpoints.restoreOrCreate(settings(), pipeline(), FINGERPRINT);

    assertThat(context.ssc().isCheckpointPresent()).isFalse();
    assertThat(checkpointFolder()).isDirectory();
  }

  @Test
  void aCheckpointOfThisFingerprintIsRestored() throws Exception {
    writeCheckpoint();

    context = checkpoints.restoreOrCreate(settings(), pipeline(), FINGERPRINT);

    assertThat(context.ssc().isCheckpointPresent()).isTrue();
    assertThat(context.ssc().initialCheckpoint().checkpointTime()).isEqualTo(TIME);
  }

  @Test
  void checkpointsOfOtherFingerprintsAreDropped() throws Exception {
    writeCheckpoint();

    context = checkpoints.restoreOrCreate(settings(), pipeline(), "fedcba9876543210");

    assertThat(context.ssc().isCheckpointPresent()).isFalse();
    assertThat(checkpointFolder()).doesNotExist();
  }

  @Test
  void anUnreadableCheckpointIsDroppedAndTheContextIsNew() throws Exception {
    Files.createDirectories(checkpointFolder());
    Files.write(checkpointFile(), new byte[] {1, 2, 3});
    Files.createDirectories(checkpointFolder().resolve("receivedData"));

    context = checkpoints.restoreOrCreate(settings(), pipeline(), FINGERPRINT);

    assertThat(context.ssc().isCheckpointPresent()).isFalse();
    assertThat(checkpointFile()).doesNotExist();
    assertThat(checkpointFolder().resolve("receivedData")).doesNotExist();
  }

  @Test
  void aCheckpointThatWasCutIsDroppedAndTheContextIsNew() throws Exception {
    writeCheckpoint();
    byte[] whole = Files.readAllBytes(checkpointFile());
    Files.write(checkpointFile(), Arrays.copyOf(whole, whole.length / 2));

    context = checkpoints.restoreOrCreate(settings(), pipeline(), FINGERPRINT);

    assertThat(context.ssc().isCheckpointPresent()).isFalse();
  }

  /** A checkpoint is a chance to start faster; without it the ledger tells all. */
  @Test
  void aDamagedCheckpointIsDroppedOrHoldsWhatWasWritten() throws Exception {
    byte[] whole = writeCheckpoint();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      byte[] damaged =
          i % 4 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      if (i % 4 != 0) {
        int bit = random.nextInt(whole.length * 8);
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
      }
      Files.createDirectories(checkpointFolder());
      Files.write(checkpointFile(), damaged);

      JavaStreamingContext restored =
          checkpoints.restoreOrCreate(settings(), pipeline(), FINGERPRINT);
      try {
        if (restored.ssc().isCheckpointPresent()) {
          Checkpoint read = restored.ssc().initialCheckpoint();
          assertThat(read.checkpointTime()).as("damage %d of seed %d", i, seed).isEqualTo(TIME);
          assertThat(read.graph().batchDuration())
              .as("damage %d of seed %d", i, seed)
              .isEqualTo(new Duration(pipeline().batchInterval().toMillis()));
        }
      } finally {
        restored.stop();
      }
    }
  }

  @Test
  void anEmptyNewestCheckpointLeavesTheOneBefore() throws Exception {
    writeCheckpoint();
    Files.createFile(checkpointFolder().resolve("checkpoint-" + (TIME.milliseconds() + 5_000)));

    context = checkpoints.restoreOrCreate(settings(), pipeline(), FINGERPRINT);

    assertThat(context.ssc().isCheckpointPresent()).isTrue();
  }

  @Test
  void aRetiredCheckpointIsGone() throws Exception {
    writeCheckpoint();

    checkpoints.retire(FINGERPRINT);

    assertThat(checkpointFolder()).doesNotExist();
    checkpoints.retire(FINGERPRINT);
  }

  /** The names of lambdas shift when code changes, and restore the wrong one. */
  @Test
  void theGraphHoldsNamedClassesAndNoLambdaOfOurs() throws Exception {
    String written = objectsOf(writeCheckpoint());

    // Names that a dot follows are of stack traces, which Spark keeps for its pages.
    TreeSet<String> classes = new TreeSet<>();
    Matcher matcher =
        Pattern.compile("io\\.keystream[\\w.]*\\.[A-Z][\\w$]*+(?!\\.)").matcher(written);
    while (matcher.find()) {
      classes.add(matcher.group());
    }
    assertThat(classes).containsExactly(BatchTicks.class.getName(), CommitBatch.class.getName());
    // A serialized lambda names the class it is from with slashes.
    assertThat(written).doesNotContain("io/keystream");
  }

  @Test
  void theGraphHoldsNeitherBrokersNorCredentials() throws Exception {
    String written = objectsOf(writeCheckpoint());

    assertThat(written).doesNotContain("b1:9093", "sasl.jaas.config", "ca.pem", "bootstrap");
  }

  @Test
  void receiversAreRestoredWithoutTheirKeys() throws Exception {
    PipelineConfig pipeline =
        PipelineYaml.minimal()
            .section(
                "source",
                "tcp:",
                "  port: 7600",
                "  receivers: 2",
                "  tls:",
                "    keystore: " + folder.resolve("key.p12"),
                "    keystore-password-alias: receiver-key")
            .config();
    Files.writeString(folder.resolve("key.p12"), "the key");
    JavaStreamingContext written = checkpoints.restoreOrCreate(settings(), pipeline, FINGERPRINT);
    byte[] bytes =
        Checkpoint.serialize(new Checkpoint(written.ssc(), TIME), written.sparkContext().getConf());
    Files.write(checkpointFile(), bytes);
    written.stop();

    context = checkpoints.restoreOrCreate(settings(), pipeline, FINGERPRINT);

    assertThat(context.ssc().isCheckpointPresent()).isTrue();
    assertThat(context.ssc().graph().getReceiverInputStreams())
        .hasSize(2)
        .allMatch(stream -> stream.getReceiver() instanceof LogReceiver);
    assertThat(objectsOf(bytes)).contains("receiver-key").doesNotContain("the key");
  }

  @Test
  void classesInTheGraphAreOfAFixedVersionAndHoldNothing() throws Exception {
    for (Class<?> type : List.of(CommitBatch.class, BatchTicks.class)) {
      assertThat(Serializable.class).isAssignableFrom(type);
      assertThat(type.isAnonymousClass() || type.isSynthetic()).isFalse();
      assertThat(type.getDeclaredField("serialVersionUID").getType()).isEqualTo(long.class);
      assertThat(ObjectStreamClass.lookup(type).getSerialVersionUID()).isEqualTo(1);
      assertThat(type.getDeclaredFields())
          .as("fields of %s", type)
          .allMatch(field -> Modifier.isStatic(field.getModifiers()));
    }
  }

  private byte[] writeCheckpoint() throws Exception {
    JavaStreamingContext written = checkpoints.restoreOrCreate(settings(), pipeline(), FINGERPRINT);
    try {
      byte[] bytes =
          Checkpoint.serialize(
              new Checkpoint(written.ssc(), TIME), written.sparkContext().getConf());
      Files.write(checkpointFile(), bytes);
      return bytes;
    } finally {
      written.stop();
    }
  }

  private static String objectsOf(byte[] checkpoint) throws Exception {
    CompressionCodec codec = new LZ4CompressionCodec(settings());
    try (InputStream in = codec.compressedInputStream(new ByteArrayInputStream(checkpoint))) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private Path checkpointFolder() {
    return home.local(home.home().checkpoint(FINGERPRINT));
  }

  private Path checkpointFile() {
    return checkpointFolder().resolve("checkpoint-" + TIME.milliseconds());
  }

  private static PipelineConfig pipeline() {
    return PipelineYaml.minimal().config();
  }

  private static SparkConf settings() {
    return new SparkConf(false)
        .setMaster("local[1]")
        .setAppName("test")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1");
  }
}
