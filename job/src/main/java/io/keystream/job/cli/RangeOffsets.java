package io.keystream.job.cli;

import io.keystream.job.config.ReplayPipeline;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.source.BatchPlan;
import io.keystream.job.source.TopicState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets that a range means. Of a range that Kafka does not hold from beginning to end nothing
 * is read: a gap would look like a result.
 *
 * @param entries of the ledger
 * @param kafka what the topics of the pipeline hold now
 * @param since the offsets of the first records that were produced at a time or later
 * @param isOfKafka whether a topic, as the ledger knows it, is one that the pipeline reads in Kafka
 */
record RangeOffsets(
    List<LedgerEntry> entries,
    TopicState kafka,
    Function<Instant, Positions> since,
    Predicate<String> isOfKafka) {
  private static final Comparator<OffsetSpan> ORDER =
      Comparator.comparing(OffsetSpan::topic).thenComparing(OffsetSpan::partition);

  /**
   * Ranges of the pipeline of a release.
   *
   * @param kafka what its topics hold now
   */
  static RangeOffsets of(Cluster cluster, TopicState kafka) throws IOException {
    Release release = cluster.release();
    return new RangeOffsets(
        Ledger.all(cluster.files(), cluster.home()),
        kafka,
        time -> GatewayKafka.since(release, time),
        topic -> ReplayPipeline.isOfKafka(release.pipeline(), topic));
  }

  /**
   * The offsets of each partition, none of them without any.
   *
   * @throws CommandFailure if the range makes no sense, or Kafka does not hold all of it
   */
  List<OffsetSpan> between(RangeEdge from, RangeEdge to) {
    Map<TopicPartition, Long> begin = begin(from);
    Map<TopicPartition, Long> end = end(to);
    refuseDifferent(from, to);
    List<String> backwards = new ArrayList<>();
    List<OffsetSpan> spans = new ArrayList<>();
    for (TopicPartition partition : partitions(from, begin, end)) {
      // One that the first entry does not know was created later, and was read from its beginning.
      long first = begin.getOrDefault(partition, 0L);
      long until = Optional.ofNullable(end.get(partition)).orElse(first);
      if (until < first) {
        backwards.add(partition + " from " + first + " to " + until);
      } else if (until > first) {
        spans.add(new OffsetSpan(partition.topic(), partition.partition(), first, until));
      }
    }
    if (!backwards.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "The range runs backwards: " + String.join(", ", backwards));
    }
    spans.sort(ORDER);
    refuseGone(spans, from, to);
    return spans;
  }

  /**
   * Refuses an entry that the ledger does not have.
   *
   * @throws CommandFailure with those that it has
   */
  void require(RangeEdge.Entry edge) {
    entry(edge);
  }

  /** Entries that read any of these offsets. */
  List<LedgerEntry> readers(List<OffsetSpan> spans) {
    Map<TopicPartition, OffsetSpan> wanted = new HashMap<>();
    spans.forEach(span -> wanted.put(span.topicPartition(), span));
    return entries.stream()
        .filter(entry -> entry.offsets().stream().anyMatch(s -> overlaps(s, wanted)))
        .toList();
  }

  private static boolean overlaps(OffsetSpan span, Map<TopicPartition, OffsetSpan> wanted) {
    OffsetSpan other = wanted.get(span.topicPartition());
    return other != null
        && Math.max(span.from(), other.from()) < Math.min(span.until(), other.until());
  }

  private Map<TopicPartition, Long> begin(RangeEdge from) {
    return from instanceof RangeEdge.Entry entry ? positions(entry, OffsetSpan::from) : other(from);
  }

  private Map<TopicPartition, Long> end(RangeEdge to) {
    return to instanceof RangeEdge.Entry entry ? positions(entry, OffsetSpan::until) : other(to);
  }

  private Map<TopicPartition, Long> other(RangeEdge edge) {
    return edge instanceof RangeEdge.Time time
        ? since.apply(time.instant()).next()
        : ((RangeEdge.Offsets) edge).next();
  }

  private Map<TopicPartition, Long> positions(
      RangeEdge.Entry edge, Function<OffsetSpan, Long> position) {
    return entry(edge).offsets().stream()
        .filter(span -> isOfKafka.test(span.topic()))
        .collect(Collectors.toMap(OffsetSpan::topicPartition, position));
  }

  private LedgerEntry entry(RangeEdge.Entry edge) {
    return entries.stream()
        .filter(entry -> entry.sequence() == edge.sequence())
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAILED,
                    "The ledger has "
                        + (entries.isEmpty()
                            ? "no entries"
                            : "entries "
                                + entries.get(0).sequence()
                                + " to "
                                + entries.get(entries.size() - 1).sequence())
                        + ", wanted "
                        + edge.sequence()));
  }

  private static Set<TopicPartition> partitions(
      RangeEdge from, Map<TopicPartition, Long> begin, Map<TopicPartition, Long> end) {
    return from instanceof RangeEdge.Offsets ? begin.keySet() : end.keySet();
  }

  /** Where both name partitions these have to be the same. */
  private static void refuseDifferent(RangeEdge from, RangeEdge to) {
    if (from instanceof RangeEdge.Offsets begin && to instanceof RangeEdge.Offsets end) {
      Set<String> once = new TreeSet<>();
      begin.next().keySet().stream()
          .filter(partition -> !end.next().containsKey(partition))
          .forEach(partition -> once.add(partition + " in --from only"));
      end.next().keySet().stream()
          .filter(partition -> !begin.next().containsKey(partition))
          .forEach(partition -> once.add(partition + " in --to only"));
      if (!once.isEmpty()) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "Wanted the same partitions in --from and --to, found " + String.join(", ", once));
      }
    }
  }

  private void refuseGone(List<OffsetSpan> spans, RangeEdge from, RangeEdge to) {
    Map<String, String> ids = new HashMap<>(idsOf(to));
    ids.putAll(idsOf(from));
    List<String> gone = new ArrayList<>(BatchPlan.gone(spans, ids, kafka));
    if (gone.isEmpty() && from instanceof RangeEdge.Time) {
      spans.stream().filter(this::mayMissRecords).map(span -> cut(span, from)).forEach(gone::add);
    }
    if (!gone.isEmpty()) {
      throw new CommandFailure(
          ExitCode.DATA_LOST,
          "Kafka does not hold the whole range, so nothing is read: " + String.join("; ", gone));
    }
  }

  /** Whatever stood before the first record that is left may have been of the range. */
  private boolean mayMissRecords(OffsetSpan span) {
    long first = kafka.bounds().get(span.topicPartition()).first();
    return first > 0 && span.from() == first;
  }

  private static String cut(OffsetSpan span, RangeEdge from) {
    return span.topicPartition()
        + " has nothing before "
        + from
        + " any more, so records of the range may be gone; offsets such as "
        + span.topic()
        + ":"
        + span.partition()
        + "="
        + span.from()
        + " read what is left";
  }

  private Map<String, String> idsOf(RangeEdge edge) {
    return edge instanceof RangeEdge.Entry entry ? entry(entry).topicIds() : Map.of();
  }
}
