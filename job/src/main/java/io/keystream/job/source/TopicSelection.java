package io.keystream.job.source;

import io.keystream.job.config.KafkaSourceConfig;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a pipeline reads: of named topics, of topics of a pattern, or named ones. */
final class TopicSelection {
  private final List<String> named;
  private final Optional<Pattern> pattern;
  private final Set<TopicPartition> partitions;

  TopicSelection(KafkaSourceConfig config) {
    pattern = config.topicPattern().map(Pattern::compile);
    partitions =
        config.partitions().orElse(List.of()).stream()
            .map(TopicSelection::partition)
            .collect(Collectors.toUnmodifiableSet());
    named = config.namedTopics();
  }

  /** A partition as it is written in {@code pipeline.yaml}: {@code topic:0}. */
  static TopicPartition partition(String text) {
    int colon = text.indexOf(':');
    int number = Integer.parseInt(text.substring(colon + 1));
    return new TopicPartition(text.substring(0, colon), number);
  }

  /** Offsets as they are written in {@code pipeline.yaml}: {@code topic:0:1500}. */
  static Map<TopicPartition, Long> offsets(List<String> texts) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (String text : texts) {
      int colon = text.lastIndexOf(':');
      offsets.put(partition(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }
    return offsets;
  }

  boolean isPattern() {
    return pattern.isPresent();
  }

  /** The topics that have to exist; empty if a pattern selects them. */
  List<String> named() {
    return named;
  }

  /** Those of all topics that the pattern selects. */
  List<String> matching(Collection<String> all) {
    return all.stream().filter(topic -> pattern.orElseThrow().matcher(topic).matches()).toList();
  }

  /** Whether a partition of a selected topic is read. */
  boolean includes(TopicPartition partition) {
    return partitions.isEmpty() || partitions.contains(partition);
  }

  /** What messages call it. */
  @Override
  public String toString() {
    return pattern.map(p -> "topics that match " + p).orElse("topics " + String.join(", ", named));
  }
}
