package io.keystream.bench.flink;

import io.keystream.bench.drain.Drain;
import io.keystream.bench.drain.Marks;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.formats.parquet.row.ParquetRowDataBuilder;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.hadoop.conf.Configuration;

/**
 * A job from the topic to Parquet, exactly once: files are rolled and committed by checkpoints. It
 * ends when it has read what was there at its start.
 */
final class FlinkJob {
  /**
   * Twice the time of a batch of Spark Streaming: about as many rows to a file as the others have,
   * and the wait for the last checkpoint stays short.
   */
  private static final long CHECKPOINT_MILLIS = 2 * Drain.BATCH_MILLIS;

  private FlinkJob() {}

  /** Runs it with a function that turns lines into rows. */
  static long run(Drain drain, FlatMapFunction<KafkaLine, RowData> parse) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(Drain.CORES);
    environment.enableCheckpointing(CHECKPOINT_MILLIS);
    // Otherwise every row is copied between operators of one thread.
    environment.getConfig().enableObjectReuse();
    DataStream<RowData> rows =
        environment
            .fromSource(source(drain), WatermarkStrategy.noWatermarks(), "kafka")
            .flatMap(parse)
            .returns(InternalTypeInfo.of(AccessLogRows.TYPE));
    (drain.transforms() ? Transform.of(rows) : rows).sinkTo(sink(drain));
    environment.execute("bench");
    Marks.end();
    return drain.records();
  }

  private static KafkaSource<KafkaLine> source(Drain drain) {
    Properties properties = new Properties();
    drain.kafka().forEach((key, value) -> properties.setProperty(key, value.toString()));
    return KafkaSource.<KafkaLine>builder()
        .setProperties(properties)
        .setTopics(drain.topic())
        .setGroupId(drain.group())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setBounded(OffsetsInitializer.latest())
        .setDeserializer(new KafkaLineReader())
        .build();
  }

  private static FileSink<RowData> sink(Drain drain) {
    Configuration parquet = new Configuration();
    parquet.set("parquet.compression", "SNAPPY");
    parquet.setBoolean("parquet.write.int64.timestamp", true);
    return FileSink.forBulkFormat(
            new Path(drain.output()),
            ParquetRowDataBuilder.createWriterFactory(AccessLogRows.TYPE, parquet, true))
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .build();
  }
}
