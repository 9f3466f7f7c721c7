package io.keystream.job.output;

import static org.awaitility.Awaitility.await;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Spark in the test's own process, with Kafka records that were never in Kafka: an extension that
 * runs one session for all tests of a class.
 */
public final class LocalSpark implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  /** When all records were produced; those without a value have no time. */
  static final long PRODUCED_AT = 1_769_854_530_123L;

  /** A record to come. */
  static final class Source implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int partition;
    private final long offset;
    private final byte[] value;

    Source(int partition, long offset, byte[] value) {
      this.partition = partition;
      this.offset = offset;
      this.value = value;
    }

    Source(int partition, long offset, String value) {
      this(partition, offset, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** One name twice, where the offset is odd; a header without a value. */
    private RecordHeaders headers() {
      RecordHeaders headers = new RecordHeaders();
      if (offset % 2 == 1) {
        headers.add("trace", "first".getBytes(StandardCharsets.UTF_8));
        headers.add("none", null);
        headers.add("trace", ("t" + offset).getBytes(StandardCharsets.UTF_8));
      }
      return headers;
    }

    private ConsumerRecord<byte[], byte[]> toRecord() {
      byte[] key = offset % 2 == 0 ? null : ("k" + offset).getBytes(StandardCharsets.UTF_8);
      return new ConsumerRecord<>(
          "access",
          partition,
          offset,
          value == null ? ConsumerRecord.NO_TIMESTAMP : PRODUCED_AT,
          value == null ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME,
          0,
          0,
          key,
          value,
          headers(),
          java.util.Optional.empty());
    }
  }

  private static final class ToRecords
      implements FlatMapFunction<Iterator<Source>, ConsumerRecord<byte[], byte[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<ConsumerRecord<byte[], byte[]>> call(Iterator<Source> sources) {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      sources.forEachRemaining(source -> records.add(source.toRecord()));
      return records.iterator();
    }
  }

  private SparkSession session;

  /** Two tasks at a time, three attempts each; more than a few sorted rows go to disk. */
  @Override
  public void beforeAll(ExtensionContext context) {
    session =
        SparkSession.builder()
            .master("local[2,3]")
            .appName("test")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.shuffle.spill.numElementsForceSpillThreshold", "200")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
            .getOrCreate();
  }

  public SparkSession session() {
    return session;
  }

  /** The records in this many tasks. */
  JavaRDD<ConsumerRecord<byte[], byte[]>> records(List<Source> sources, int tasks) {
    return JavaSparkContext.fromSparkContext(session.sparkContext())
        .parallelize(sources, tasks)
        .mapPartitions(new ToRecords());
  }

  /** Waits for tasks that go on, and write files, when another one has failed their job. */
  @Override
  public void afterEach(ExtensionContext context) {
    SparkStatusTracker tracker = session.sparkContext().statusTracker();
    await()
        .until(
            () ->
                Arrays.stream(tracker.getExecutorInfos())
                    .allMatch(executor -> executor.numRunningTasks() == 0));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    session.stop();
  }
}
