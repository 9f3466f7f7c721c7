package io.keystream.job.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Brokers that answer what a test tells them to, or fail. */
final class FakeBrokers implements Brokers {
  private static final Node LEADER = new Node(1, "b1", 9093);

  private record Topic(Uuid id, List<OffsetBounds> partitions, Set<Integer> leaderless) {}

  private final Map<String, Topic> topics = new TreeMap<>();
  private Optional<KafkaException> failure = Optional.empty();
  int asked;
  int askedForNames;

  /** Creates a topic, or creates it anew. */
  FakeBrokers topic(String name, OffsetBounds... partitions) {
    return topic(name, Uuid.randomUuid(), partitions);
  }

  FakeBrokers topic(String name, Uuid id, OffsetBounds... partitions) {
    topics.put(name, new Topic(id, List.of(partitions), Set.of()));
    return this;
  }

  FakeBrokers delete(String name) {
    topics.remove(name);
    return this;
  }

  /** Changes what a topic holds. */
  FakeBrokers grow(String name, OffsetBounds... partitions) {
    topics.computeIfPresent(name, (n, t) -> new Topic(t.id, List.of(partitions), t.leaderless));
    return this;
  }

  FakeBrokers withoutLeader(String name, int partition) {
    topics.computeIfPresent(name, (n, t) -> new Topic(t.id, t.partitions, Set.of(partition)));
    return this;
  }

  void fail(KafkaException with) {
    failure = Optional.of(with);
  }

  void heal() {
    failure = Optional.empty();
  }

  @Override
  public Collection<String> topicNames() {
    askedForNames++;
    return List.copyOf(topics.keySet());
  }

  @Override
  public Collection<TopicDescription> describe(Collection<String> names) {
    asked++;
    if (failure.isPresent()) {
      throw failure.get();
    }
    List<TopicDescription> found = new ArrayList<>();
    for (String name : names) {
      Topic topic = topics.get(name);
      if (topic == null) {
        throw new UnknownTopicOrPartitionException("This server does not host this topic.");
      }
      found.add(new TopicDescription(name, false, partitions(topic), Set.of(), topic.id));
    }
    return found;
  }

  private static List<TopicPartitionInfo> partitions(Topic topic) {
    return IntStream.range(0, topic.partitions.size())
        .mapToObj(
            i ->
                new TopicPartitionInfo(
                    i, topic.leaderless.contains(i) ? null : LEADER, List.of(), List.of()))
        .toList();
  }

  @Override
  public Map<TopicPartition, OffsetBounds> bounds(Set<TopicPartition> partitions) {
    return partitions.stream()
        .collect(
            Collectors.toMap(p -> p, p -> topics.get(p.topic()).partitions.get(p.partition())));
  }

  /** One second, one record. */
  @Override
  public Map<TopicPartition, Long> offsetsSince(Set<TopicPartition> partitions, Instant time) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    bounds(partitions)
        .forEach(
            (partition, bounds) -> {
              if (time.getEpochSecond() < bounds.next()) {
                offsets.put(partition, Math.max(bounds.first(), time.getEpochSecond()));
              }
            });
    return offsets;
  }

  @Override
  public void close() {}
}
