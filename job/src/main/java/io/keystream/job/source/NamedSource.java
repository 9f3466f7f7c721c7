package io.keystream.job.source;

import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A source whose topics have a name before them, {@code <name>/<topic>}, wherever the outside sees
 * them, so that equal topics of two sources never meet: no topic of Kafka has a slash.
 *
 * <p>Positions that it is given may be of any source; it sees its own alone.
 */
final class NamedSource implements Source {
  private final String name;
  private final String prefix;
  private final Source source;

  /**
   * @param name of the source; empty for one whose topics stay as they are
   */
  NamedSource(String name, Source source) {
    this.name = name;
    this.prefix = name.isEmpty() ? "" : name + "/";
    this.source = source;
  }

  /** Whether a topic, as the outside sees it, is of this source. */
  boolean owns(String topic) {
    return prefix.isEmpty() ? topic.indexOf('/') < 0 : topic.startsWith(prefix);
  }

  /** Whether any partition of this source has a position. */
  boolean isKnown(Positions positions) {
    return positions.next().keySet().stream().anyMatch(p -> owns(p.topic()));
  }

  @Override
  public void resume(Positions positions) {
    source.resume(inner(positions));
  }

  @Override
  public TopicState now() {
    TopicState now = source.now();
    Map<String, String> ids = new HashMap<>();
    now.ids().forEach((topic, id) -> ids.put(prefix + topic, id));
    Map<TopicPartition, OffsetBounds> bounds = new HashMap<>();
    now.bounds().forEach((partition, found) -> bounds.put(outer(partition), found));
    return new TopicState(ids, bounds);
  }

  @Override
  public Positions start(TopicState now) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    source.start(inner(now)).next().forEach((p, position) -> positions.put(outer(p), position));
    return new Positions(positions);
  }

  @Override
  public List<LostRange> lost(Positions positions, Map<String, String> ids, TopicState now) {
    try {
      return source.lost(inner(positions), inner(ids), inner(now)).stream()
          .map(l -> LostRange.of(outer(l.topicPartition()), l.position(), l.resumed(), l.reason()))
          .toList();
    } catch (DataLossException e) {
      throw name.isEmpty() ? e : new DataLossException("Source " + name + ": " + e.getMessage());
    }
  }

  @Override
  public List<OffsetSpan> limit(List<OffsetSpan> unread) {
    return source.limit(inner(unread)).stream().map(this::outer).toList();
  }

  @Override
  public JavaRDD<ConsumerRecord<byte[], byte[]>> records(
      JavaSparkContext context, List<OffsetSpan> spans) {
    JavaRDD<ConsumerRecord<byte[], byte[]>> records = source.records(context, inner(spans));
    return prefix.isEmpty() ? records : records.map(new RenameTopic(prefix));
  }

  @Override
  public boolean hasStill(List<OffsetSpan> read, TopicState now) {
    return source.hasStill(inner(read), inner(now));
  }

  @Override
  public boolean isExhausted(Positions positions) {
    return source.isExhausted(inner(positions));
  }

  @Override
  public void committed(List<OffsetSpan> moved, Duration took) {
    source.committed(inner(moved), took);
  }

  @Override
  public void close() {
    source.close();
  }

  private TopicPartition outer(TopicPartition partition) {
    return new TopicPartition(prefix + partition.topic(), partition.partition());
  }

  private OffsetSpan outer(OffsetSpan span) {
    return new OffsetSpan(prefix + span.topic(), span.partition(), span.from(), span.until());
  }

  private String inner(String topic) {
    return topic.substring(prefix.length());
  }

  private List<OffsetSpan> inner(List<OffsetSpan> spans) {
    return spans.stream()
        .filter(s -> owns(s.topic()))
        .map(s -> new OffsetSpan(inner(s.topic()), s.partition(), s.from(), s.until()))
        .toList();
  }

  private Positions inner(Positions positions) {
    return new Positions(innerPartitions(positions.next()));
  }

  private TopicState inner(TopicState now) {
    return new TopicState(inner(now.ids()), innerPartitions(now.bounds()));
  }

  private Map<String, String> inner(Map<String, String> ids) {
    Map<String, String> own = new HashMap<>();
    ids.forEach(
        (topic, id) -> {
          if (owns(topic)) {
            own.put(inner(topic), id);
          }
        });
    return own;
  }

  private <V> Map<TopicPartition, V> innerPartitions(Map<TopicPartition, V> values) {
    Map<TopicPartition, V> own = new HashMap<>();
    values.forEach(
        (partition, value) -> {
          if (owns(partition.topic())) {
            own.put(new TopicPartition(inner(partition.topic()), partition.partition()), value);
          }
        });
    return own;
  }
}
