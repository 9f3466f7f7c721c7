package io.keystream.job.source;

import io.keystream.job.config.DataLossPolicy;
import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Topics of one cluster: what they hold, where to begin, and the records of offset spans. */
public final class KafkaSource implements Source {
  private final KafkaSourceConfig config;
  private final ReadShare reader;
  private final Brokers brokers;
  private final TopicWatch watch;
  private final GroupOffsets groupOffsets;
  private final BatchLimit limit;
  private final ReadingEnd end;

  /**
   * A source of a cluster, which may not answer yet.
   *
   * @param name of the source; empty for the only one
   * @param interval time between two batches
   */
  public static KafkaSource connect(String name, KafkaSourceConfig config, Duration interval) {
    ReadShare reader =
        new ReadShare(
            KafkaClients.reader(name, config),
            name.isEmpty() ? ReadPatience.ALONE : ReadPatience.AMONG_OTHERS);
    return connect(config, reader, KafkaClients.common(name, config), interval);
  }

  /**
   * A source that is only looked at.
   *
   * @param client properties of the client that looks
   */
  public static KafkaSource watch(
      KafkaSourceConfig config, Map<String, Object> client, Duration interval) {
    return connect(config, new ReadShare(Map.of(), ReadPatience.ALONE), client, interval);
  }

  private static KafkaSource connect(
      KafkaSourceConfig config, ReadShare reader, Map<String, Object> client, Duration interval) {
    AdminConnection connection = new AdminConnection(client);
    return new KafkaSource(
        config,
        reader,
        new AdminBrokers(connection),
        new GroupOffsets(config.groupId(), connection),
        interval,
        Clock.systemUTC());
  }

  KafkaSource(
      KafkaSourceConfig config,
      ReadShare reader,
      Brokers brokers,
      GroupOffsets groupOffsets,
      Duration interval,
      Clock clock) {
    this.config = config;
    this.reader = reader;
    this.brokers = brokers;
    this.watch = new TopicWatch(brokers, new TopicSelection(config), clock);
    this.groupOffsets = groupOffsets;
    this.limit = new BatchLimit(config.maxRatePerPartition(), interval);
    this.end = ReadingEnd.of(config);
  }

  /** What the topics hold now; nothing while the brokers do not answer. */
  @Override
  public TopicState now() {
    return end.before(watch.now());
  }

  @Override
  public boolean isExhausted(Positions positions) {
    return end.isReached(positions);
  }

  @Override
  public Positions start(TopicState now) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    Map<TopicPartition, Long> given = givenStart(now);
    now.bounds()
        .forEach(
            (partition, bounds) -> {
              long otherwise =
                  switch (config.start()) {
                    case EARLIEST, OFFSETS -> bounds.first();
                    case LATEST, TIMESTAMP -> bounds.next();
                  };
              positions.put(partition, given.getOrDefault(partition, otherwise));
            });
    return new Positions(positions);
  }

  private Map<TopicPartition, Long> givenStart(TopicState now) {
    return switch (config.start()) {
      case EARLIEST, LATEST -> Map.of();
      case TIMESTAMP ->
          brokers.offsetsSince(now.bounds().keySet(), config.startTimestamp().orElseThrow());
      case OFFSETS -> TopicSelection.offsets(config.startOffsets().orElseThrow());
    };
  }

  @Override
  public List<LostRange> lost(Positions positions, Map<String, String> ids, TopicState now) {
    List<LostRange> lost = BatchPlan.lost(positions, ids, now);
    if (!lost.isEmpty() && config.onDataLoss() == DataLossPolicy.FAIL) {
      throw DataLossException.refused(
          lost.stream()
              .map(LostRange::describe)
              .collect(
                  Collectors.joining(
                      "; ",
                      "Kafka no longer has records that were not read (on-data-loss: fail): ",
                      "")));
    }
    return lost;
  }

  @Override
  public List<OffsetSpan> limit(List<OffsetSpan> unread) {
    return limit.cut(unread);
  }

  /** The records of these offsets, in as many tasks as can run at once if they are many. */
  @Override
  public JavaRDD<ConsumerRecord<byte[], byte[]>> records(
      JavaSparkContext context, List<OffsetSpan> spans) {
    List<List<OffsetSpan>> shares = Shares.of(spans, context.defaultParallelism());
    return context.parallelize(shares, shares.size()).mapPartitions(reader);
  }

  @Override
  public boolean hasStill(List<OffsetSpan> read, TopicState now) {
    Map<String, String> ids = new HashMap<>(now.ids());
    ids.keySet().retainAll(read.stream().map(OffsetSpan::topic).collect(Collectors.toSet()));
    return watch.haveStill(ids);
  }

  @Override
  public void committed(List<OffsetSpan> moved, Duration took) {
    if (!end.isBounded()) {
      groupOffsets.publish(moved);
    }
    limit.ran(moved.stream().mapToLong(OffsetSpan::count).sum(), took);
  }

  @Override
  public void close() {
    watch.close();
  }
}
