package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.source.OffsetBounds;
import io.keystream.job.source.TopicState;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class RangeOffsetsTest {
  private static final TopicPartition ZERO = new TopicPartition("access", 0);
  private static final TopicPartition ONE = new TopicPartition("access", 1);
  private static final TopicPartition FILES = new TopicPartition("archive/arrivals", 0);
  private static final List<LedgerEntry> ENTRIES =
      List.of(
          entry(4, span(ZERO, 0, 10), span(FILES, 0, 3)),
          entry(5, span(ZERO, 10, 30), span(ONE, 0, 5), span(FILES, 3, 3)),
          entry(6, span(ZERO, 30, 30), span(ONE, 5, 9), span(FILES, 3, 4)));

  @Test
  void entriesAreReadFromTheFirstToTheLast() {
    assertThat(between("entry:5", "entry:6")).containsExactly(span(ZERO, 10, 30), span(ONE, 0, 9));
    assertThat(between("entry:5", "entry:5")).containsExactly(span(ZERO, 10, 30), span(ONE, 0, 5));
  }

  @Test
  void aPartitionThatIsNewSinceTheFirstEntryIsReadFromItsBeginning() {
    assertThat(between("entry:4", "entry:5")).containsExactly(span(ZERO, 0, 30), span(ONE, 0, 5));
  }

  @Test
  void timesAreTheOffsetsOfTheFirstRecordsSince() {
    assertThat(between("1970-01-01T00:00:20Z", "1970-01-01T00:00:30Z"))
        .containsExactly(span(ZERO, 20, 30));
    assertThat(between("entry:4", "1970-01-01T00:00:05Z"))
        .containsExactly(span(ZERO, 0, 5), span(ONE, 0, 5));
  }

  @Test
  void offsetsNameThePartitionsThatAreRead() {
    assertThat(between("access:1=2", "access:1=8")).containsExactly(span(ONE, 2, 8));
    assertThat(between("access:1=2", "entry:6")).containsExactly(span(ONE, 2, 9));
    assertThat(between("entry:4", "access:0=7")).containsExactly(span(ZERO, 0, 7));
    assertThat(between("access:0=7", "access:0=7")).isEmpty();
  }

  @Test
  void partitionsThatOnlyOneEndNamesAreRefused() {
    assertRefused(
        "access:0=2,access:1=0",
        "access:1=8",
        ExitCode.USAGE,
        "Wanted the same partitions in --from and --to, found access-0 in --from only");
  }

  @Test
  void aRangeThatRunsBackwardsIsRefused() {
    assertRefused(
        "entry:6", "entry:4", ExitCode.USAGE, "The range runs backwards: access-0 from 30 to 10");
  }

  @Test
  void anEntryThatTheLedgerDoesNotHaveIsRefused() {
    assertRefused("entry:4", "entry:9", ExitCode.FAILED, "The ledger has entries 4 to 6, wanted 9");
  }

  @Test
  void whatKafkaNoLongerHasOrHasNotYetIsRefusedWithWhatItHas() {
    RangeOffsets range =
        range(Map.of(ZERO, new OffsetBounds(11, 25), ONE, new OffsetBounds(0, 9)), "id");

    assertThatThrownBy(() -> range.between(edge("entry:5"), edge("entry:6")))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.DATA_LOST))
        .hasMessage(
            "Kafka does not hold the whole range, so nothing is read: access-0 from 10 to 30 is"
                + " wanted, Kafka has 11 to 25");
    assertThatThrownBy(() -> range.between(edge("access:7=0"), edge("access:7=1")))
        .hasMessage(
            "Kafka does not hold the whole range, so nothing is read: access-7 is not in Kafka, or"
                + " nobody leads it");
  }

  @Test
  void aTimeBeforeTheFirstRecordThatIsLeftIsRefused() {
    RangeOffsets range = range(Map.of(ZERO, new OffsetBounds(11, 25)), "id");

    assertThatThrownBy(
            () -> range.between(edge("1970-01-01T00:00:05Z"), edge("1970-01-01T00:00:20Z")))
        .hasMessage(
            "Kafka does not hold the whole range, so nothing is read: access-0 has nothing before"
                + " 1970-01-01T00:00:05Z any more, so records of the range may be gone; offsets"
                + " such as access:0=11 read what is left");
    assertThat(range.between(edge("1970-01-01T00:00:12Z"), edge("1970-01-01T00:00:20Z")))
        .containsExactly(span(ZERO, 12, 20));
  }

  @Test
  void aTopicThatWasCreatedAnewIsRefused() {
    RangeOffsets range = range(Map.of(ZERO, new OffsetBounds(0, 99)), "AAAAAAAAAAAAAAAAAAAAAB");

    assertThatThrownBy(() -> range.between(edge("entry:4"), edge("entry:4")))
        .hasMessage(
            "Kafka does not hold the whole range, so nothing is read: access-0 was created anew"
                + " since it was read");
  }

  @Test
  void theEntriesThatReadARangeAreKnown() {
    assertThat(all().readers(List.of(span(ZERO, 9, 11))))
        .extracting(LedgerEntry::sequence)
        .containsExactly(4L, 5L);
    assertThat(all().readers(List.of(span(ONE, 5, 6))))
        .extracting(LedgerEntry::sequence)
        .containsExactly(6L);
  }

  @Test
  void anEndIsReadInEachOfItsForms() {
    assertThat(edge("entry:120")).isEqualTo(new RangeEdge.Entry(120)).hasToString("entry:120");
    assertThat(edge("east/access:0=15,west/access:1=0"))
        .hasToString("east/access:0=15,west/access:1=0");
    for (String wrong : List.of("entry:0", "120", "access:0", "access=5", "access:0=5,", "")) {
      assertThatThrownBy(() -> edge(wrong))
          .as(wrong)
          .isInstanceOf(TypeConversionException.class)
          .hasMessageEndingWith(", wanted " + RangeEdge.FORMS);
    }
    assertThatThrownBy(() -> edge("access:0=5,access:0=6"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("access-0 stands there twice");
  }

  private static void assertRefused(String from, String to, ExitCode code, String message) {
    assertThatThrownBy(() -> between(from, to))
        .isInstanceOfSatisfying(
            CommandFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(code))
        .hasMessage(message);
  }

  private static List<OffsetSpan> between(String from, String to) {
    return all().between(edge(from), edge(to));
  }

  private static RangeOffsets all() {
    return range(Map.of(ZERO, new OffsetBounds(0, 30), ONE, new OffsetBounds(0, 9)), "id");
  }

  /** One second, one record. */
  private static RangeOffsets range(Map<TopicPartition, OffsetBounds> bounds, String id) {
    return new RangeOffsets(
        ENTRIES,
        new TopicState(Map.of("access", id), bounds),
        time -> {
          Map<TopicPartition, Long> since = new java.util.HashMap<>();
          bounds.forEach(
              (partition, held) ->
                  since.put(
                      partition,
                      Math.max(held.first(), Math.min(held.next(), time.getEpochSecond()))));
          return new Positions(since);
        },
        topic -> topic.equals("access"));
  }

  private static RangeEdge edge(String text) {
    return new RangeEdge.Converter().convert(text);
  }

  private static OffsetSpan span(TopicPartition partition, long from, long until) {
    return new OffsetSpan(partition.topic(), partition.partition(), from, until);
  }

  private static LedgerEntry entry(long sequence, OffsetSpan... spans) {
    return Entries.entry(
        sequence, 1, List.of(spans), List.of(), RecordCounts.NONE, RecordCounts.NONE);
  }
}
