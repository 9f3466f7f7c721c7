package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.source.OffsetBounds;
import io.keystream.job.source.Source;
import io.keystream.job.source.SourceSet;
import io.keystream.job.source.TopicState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that move positions without reading. */
class RepositioningTest {
  private static final TopicPartition EAST = new TopicPartition("east/access", 0);
  private static final TopicPartition WEST = new TopicPartition("west/access", 0);

  @TempDir private Path folder;
  private TestHome home;
  private Epoch epoch;
  private Ledger ledger;

  @BeforeEach
  void open() throws IOException {
    home = new TestHome(folder);
    epoch = home.claim();
    ledger = Ledger.open(home.files(), home.home(), epoch);
  }

  @Test
  void aSourceThatIsNewBeginsAndTheLedgerKnowsItsTopic() throws Exception {
    assertThat(commit(new Topic("A", 9))).isFalse();

    assertThat(ledger.positions().next()).containsOnly(Map.entry(EAST, 9L));
    assertThat(ledger.topicIds()).containsOnly(Map.entry("east/access", "A"));
    assertThat(commit(new Topic("A", 12))).isFalse();
    assertThat(ledger.nextSequence()).as("nothing is new").isEqualTo(2);
  }

  @Test
  void whatATopicLostIsFoundAlsoWhereASourceIsAddedMeanwhile() throws Exception {
    commit(new Topic("A", 9));

    assertThat(commit(new Topic("B", 30), new Topic("C", 7)))
        .as("the entry of the new source would take up the new id")
        .isTrue();
    assertThat(ledger.last().orElseThrow().lost())
        .containsExactly(LostRange.of(EAST, 9, 0, LostRange.RECREATED));
    assertThat(ledger.positions().next()).containsOnly(Map.entry(EAST, 0L));

    assertThat(commit(new Topic("B", 30), new Topic("C", 7))).isFalse();
    assertThat(ledger.last().orElseThrow().lost()).isEmpty();
    assertThat(ledger.positions().next()).containsOnly(Map.entry(EAST, 0L), Map.entry(WEST, 7L));
    assertThat(LedgerVerification.of(home.files(), home.home()).problems()).isEmpty();
  }

  private boolean commit(Topic... topics) throws IOException {
    Map<String, Source> named = new LinkedHashMap<>();
    for (Topic topic : topics) {
      named.put(named.isEmpty() ? "east" : "west", topic);
    }
    try (SourceSet sources = new SourceSet(named)) {
      EntriesWithMoves entries = new EntriesWithMoves(ledger, epoch, "f", Clock.systemUTC());
      return new Repositioning(ledger, sources, entries)
          .recordsLosses(Instant.EPOCH, sources.now());
    }
  }

  /** A topic that is read from its end, and whose losses are recorded. */
  private record Topic(String id, long end) implements Source {
    private static final TopicPartition PARTITION = new TopicPartition("access", 0);

    @Override
    public TopicState now() {
      return new TopicState(Map.of("access", id), Map.of(PARTITION, new OffsetBounds(0, end)));
    }

    @Override
    public Positions start(TopicState now) {
      return new Positions(Map.of(PARTITION, end));
    }

    @Override
    public List<LostRange> lost(Positions positions, Map<String, String> ids, TopicState now) {
      return now.ids().equals(ids)
          ? List.of()
          : List.of(
              LostRange.of(PARTITION, positions.next().get(PARTITION), 0, LostRange.RECREATED));
    }

    @Override
    public JavaRDD<ConsumerRecord<byte[], byte[]>> records(
        JavaSparkContext context, List<OffsetSpan> spans) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
