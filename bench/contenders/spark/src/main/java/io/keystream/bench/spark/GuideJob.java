package io.keystream.bench.spark;

import io.keystream.bench.drain.Drain;
import io.keystream.bench.drain.LogLine;
import io.keystream.bench.drain.Marks;
import io.keystream.job.config.RowTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.kafka010.CanCommitOffsets;
import org.apache.spark.streaming.kafka010.ConsumerStrategies;
import org.apache.spark.streaming.kafka010.HasOffsetRanges;
import org.apache.spark.streaming.kafka010.KafkaUtils;
import org.apache.spark.streaming.kafka010.LocationStrategies;
import org.apache.spark.streaming.kafka010.OffsetRange;

/**
 * A direct stream in the manner of Spark's integration guide: values as strings, a regular
 * expression, a data frame written per batch, and offsets committed to Kafka afterwards. At least
 * once, not exactly once.
 */
@SuppressWarnings("deprecation") // Spark discourages streams it nevertheless maintains.
public final class GuideJob {
  private static final StructType ROW = rowType();

  private GuideJob() {}

  public static void main(String[] arguments) {
    Drain.main(arguments, GuideJob::run);
  }

  private static long run(Drain drain) throws InterruptedException {
    LocalSpark.configure(drain);
    // Rows with java.time.Instant, which are quicker than those with java.sql.Timestamp.
    System.setProperty("spark.sql.datetime.java8API.enabled", "true");
    JavaStreamingContext context =
        new JavaStreamingContext(new SparkConf(), new Duration(Drain.BATCH_MILLIS));
    JavaInputDStream<ConsumerRecord<String, String>> stream =
        KafkaUtils.createDirectStream(
            context,
            LocationStrategies.PreferConsistent(),
            ConsumerStrategies.Subscribe(List.of(drain.topic()), kafka(drain)));
    AtomicLong read = new AtomicLong();
    stream.foreachRDD(rdd -> write(drain, stream, rdd, read));
    context.start();
    while (read.get() < drain.records()) {
      context.awaitTerminationOrTimeout(50);
    }
    context.stop(true, true);
    return read.get();
  }

  private static void write(
      Drain drain,
      JavaInputDStream<ConsumerRecord<String, String>> stream,
      JavaRDD<ConsumerRecord<String, String>> rdd,
      AtomicLong read) {
    OffsetRange[] ranges = ((HasOffsetRanges) rdd.rdd()).offsetRanges();
    long count = 0;
    for (OffsetRange range : ranges) {
      count += range.count();
    }
    if (count == 0) {
      return;
    }
    SparkSession session = SparkSession.builder().config(rdd.context().getConf()).getOrCreate();
    JavaRDD<Row> rows = rdd.map(GuideJob::row).filter(Objects::nonNull);
    Dataset<Row> parsed = session.createDataFrame(rows, ROW);
    transformed(drain, parsed).write().mode(SaveMode.Append).parquet(drain.output());
    ((CanCommitOffsets) stream.inputDStream()).commitAsync(ranges);
    if (read.addAndGet(count) == drain.records()) {
      Marks.end();
    }
  }

  private static Dataset<Row> transformed(Drain drain, Dataset<Row> parsed) {
    if (!drain.transforms()) {
      return parsed;
    }
    parsed.createOrReplaceTempView("records");
    return parsed.sparkSession().sql(LogLine.SQL);
  }

  private static Row row(ConsumerRecord<String, String> record) {
    LogLine line = LogLine.parse(record.value());
    if (line == null) {
      return null;
    }
    return RowFactory.create(
        record.topic(),
        record.partition(),
        record.offset(),
        java.time.Instant.ofEpochMilli(record.timestamp()),
        line.remoteHost(),
        line.ident(),
        line.remoteUser(),
        line.time(),
        line.request(),
        line.method(),
        line.path(),
        line.protocol(),
        line.status(),
        line.bytes(),
        line.referer(),
        line.userAgent());
  }

  private static Map<String, Object> kafka(Drain drain) {
    Map<String, Object> properties = new HashMap<>(drain.kafka());
    properties.put("key.deserializer", StringDeserializer.class);
    properties.put("value.deserializer", StringDeserializer.class);
    properties.put("group.id", drain.group());
    properties.put("auto.offset.reset", "earliest");
    properties.put("enable.auto.commit", false);
    return properties;
  }

  private static StructType rowType() {
    StructType type =
        new StructType()
            .add("kafka_topic", DataTypes.StringType)
            .add("kafka_partition", DataTypes.IntegerType)
            .add("kafka_offset", DataTypes.LongType)
            .add("kafka_timestamp", DataTypes.TimestampType);
    for (StructField field : RowTypes.ACCESS_LOG.fields()) {
      type = type.add(field);
    }
    return type;
  }
}
