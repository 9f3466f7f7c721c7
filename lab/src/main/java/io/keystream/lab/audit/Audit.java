package io.keystream.lab.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What became of every record of a topic.
 *
 * @param recordsIn records in the topic
 * @param recordsOut rows in the output
 * @param deadLettered rows among the dead letters
 * @param lost records found in neither
 * @param duplicated rows too many, in one of them or in both together
 * @param unknown rows of records that the topic does not have
 * @param altered rows whose raw bytes are not those of the record
 * @param deleted records that Kafka deleted before they were read, which are not lost
 */
public record Audit(
    long recordsIn,
    long recordsOut,
    long deadLettered,
    List<RecordId> lost,
    List<RecordId> duplicated,
    List<RecordId> unknown,
    List<RecordId> altered,
    List<RecordId> deleted) {

  /** Compares position by position, and the bytes where rows keep them. */
  public static Audit of(TopicContent topic, PublishedRows rows, PublishedRows deadLetters) {
    List<RecordId> lost = new ArrayList<>();
    List<RecordId> duplicated = new ArrayList<>();
    for (RecordId id : topic.values().keySet()) {
      int found = count(rows, id) + count(deadLetters, id);
      if (found == 0) {
        lost.add(id);
      }
      for (int i = 1; i < found; i++) {
        duplicated.add(id);
      }
    }
    return new Audit(
        topic.size(),
        rows.rows(),
        deadLetters.rows(),
        lost,
        duplicated,
        unknown(topic, rows, deadLetters),
        altered(topic, rows, deadLetters),
        List.of());
  }

  /**
   * The same, where records that Kafka deleted are not lost.
   *
   * @param gone whether Kafka deleted a record before it could be read
   */
  public Audit excusing(Predicate<RecordId> gone) {
    List<RecordId> excused = lost.stream().filter(gone).toList();
    List<RecordId> left = lost.stream().filter(gone.negate()).toList();
    return new Audit(
        recordsIn, recordsOut, deadLettered, left, duplicated, unknown, altered, excused);
  }

  /** Whether every record that could be read arrived exactly once, unaltered. */
  public boolean exact() {
    return lost.isEmpty() && duplicated.isEmpty() && unknown.isEmpty() && altered.isEmpty();
  }

  private static int count(PublishedRows rows, RecordId id) {
    return rows.occurrences().getOrDefault(id, 0);
  }

  private static List<RecordId> unknown(
      TopicContent topic, PublishedRows rows, PublishedRows deadLetters) {
    Set<RecordId> found = new HashSet<>(rows.occurrences().keySet());
    found.addAll(deadLetters.occurrences().keySet());
    found.removeAll(topic.values().keySet());
    return List.copyOf(found);
  }

  private static List<RecordId> altered(
      TopicContent topic, PublishedRows rows, PublishedRows deadLetters) {
    List<RecordId> altered = new ArrayList<>();
    for (Map<RecordId, Digest> raw : List.of(rows.raw(), deadLetters.raw())) {
      raw.forEach(
          (id, digest) -> {
            Digest sent = topic.values().get(id);
            if (sent != null && !sent.equals(digest)) {
              altered.add(id);
            }
          });
    }
    return altered;
  }
}
