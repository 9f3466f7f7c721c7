package io.keystream.job.source;

import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** What a batch can read: from where the ledger ends to where the topics do. */
public final class BatchPlan {
  private static final Comparator<OffsetSpan> ORDER =
      Comparator.comparing(OffsetSpan::topic).thenComparing(OffsetSpan::partition);

  /** With which a partition begins that is new to Kafka. */
  private static final long FIRST_OF_ALL = 0;

  /** What brokers before 2.8 tell, which know no ids. */
  static final String NO_ID = Uuid.ZERO_UUID.toString();

  private BatchPlan() {}

  /**
   * Everything that is not read yet, for every partition that the ledger or the topics know,
   * sorted. A partition that is new to the ledger begins with its first record, so that nothing of
   * it is left out. One that nobody leads at the moment stays where it is.
   */
  public static List<OffsetSpan> unread(Positions positions, TopicState now) {
    Map<TopicPartition, Long> from = new HashMap<>(positions.next());
    now.bounds().forEach((partition, bounds) -> from.putIfAbsent(partition, bounds.first()));
    List<OffsetSpan> spans = new ArrayList<>();
    from.forEach(
        (partition, position) -> {
          OffsetBounds bounds = now.bounds().get(partition);
          long until = bounds == null ? position : Math.max(position, bounds.next());
          spans.add(new OffsetSpan(partition.topic(), partition.partition(), position, until));
        });
    spans.sort(ORDER);
    return spans;
  }

  /**
   * What was not read and is gone. Of a topic that was created anew that is told of every
   * partition, also of one that nobody leads yet or that there is no more: once the new id is in
   * the ledger nothing tells it any longer.
   *
   * @param ids the topics' ids when the positions were written
   */
  static List<LostRange> lost(Positions positions, Map<String, String> ids, TopicState now) {
    List<LostRange> lost = new ArrayList<>();
    positions
        .next()
        .forEach(
            (partition, position) -> {
              OffsetBounds bounds = now.bounds().get(partition);
              if (isNew(partition.topic(), ids, now)) {
                lost.add(recreated(partition, position, bounds));
              } else if (bounds != null) {
                lost(partition, position, bounds).ifPresent(lost::add);
              }
            });
    lost.sort(Comparator.comparing(LostRange::topic).thenComparing(LostRange::partition));
    return lost;
  }

  /**
   * Why offsets cannot be read again, a sentence for each span.
   *
   * @param ids the topics' ids when these offsets were read; of others nothing is known
   */
  public static List<String> gone(List<OffsetSpan> spans, Map<String, String> ids, TopicState now) {
    return spans.stream()
        .flatMap(
            span -> gone(span, ids, now).map(why -> span.topicPartition() + " " + why).stream())
        .toList();
  }

  private static Optional<String> gone(OffsetSpan span, Map<String, String> ids, TopicState now) {
    OffsetBounds bounds = now.bounds().get(span.topicPartition());
    if (bounds == null) {
      return Optional.of("is not in Kafka, or nobody leads it");
    }
    if (isNew(span.topic(), ids, now)) {
      return Optional.of("was created anew since it was read");
    }
    return span.from() >= bounds.first() && span.until() <= bounds.next()
        ? Optional.empty()
        : Optional.of(
            "from "
                + span.from()
                + " to "
                + span.until()
                + " is wanted, Kafka has "
                + bounds.first()
                + " to "
                + bounds.next());
  }

  private static LostRange recreated(TopicPartition partition, long position, OffsetBounds bounds) {
    long first = bounds == null ? FIRST_OF_ALL : bounds.first();
    return LostRange.of(partition, position, first, LostRange.RECREATED);
  }

  private static Optional<LostRange> lost(
      TopicPartition partition, long position, OffsetBounds bounds) {
    if (position < bounds.first()) {
      return Optional.of(LostRange.of(partition, position, bounds.first(), LostRange.DELETED));
    }
    if (position > bounds.next()) {
      return Optional.of(LostRange.of(partition, position, bounds.next(), LostRange.TRUNCATED));
    }
    return Optional.empty();
  }

  private static boolean isNew(String topic, Map<String, String> ids, TopicState now) {
    String before = ids.getOrDefault(topic, NO_ID);
    String after = now.ids().getOrDefault(topic, NO_ID);
    return !before.equals(NO_ID) && !after.equals(NO_ID) && !before.equals(after);
  }
}
