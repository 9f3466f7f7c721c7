package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two clusters that have a topic of the same name. */
class SourceSetTest {
  private static final TopicPartition EAST = new TopicPartition("east/access", 0);
  private static final TopicPartition WEST = new TopicPartition("west/access", 0);
  private static final TopicPartition PLAIN = new TopicPartition("access", 0);
  private static final Positions NOTHING = new Positions(Map.of());

  private final FakeBrokers east = new FakeBrokers().topic("access", new OffsetBounds(10, 15));
  private final FakeBrokers west = new FakeBrokers().topic("access", new OffsetBounds(20, 25));
  private final SourceSet sources =
      set(
          "east", source(east, "start: earliest", "max-rate-per-partition: 1"),
          "west", source(west, "start: latest", "on-data-loss: record"));

  @AfterEach
  void close() {
    sources.close();
  }

  @Test
  void topicsOfOneNameDoNotMeet() {
    assertThat(sources.now().bounds())
        .containsOnly(
            Map.entry(EAST, new OffsetBounds(10, 15)), Map.entry(WEST, new OffsetBounds(20, 25)));
    assertThat(sources.now().ids()).containsOnlyKeys("east/access", "west/access");
  }

  @Test
  void eachSourceBeginsWhereItIsToldTo() {
    assertThat(sources.opening(NOTHING, sources.now()).next())
        .containsOnly(Map.entry(EAST, 10L), Map.entry(WEST, 25L));
  }

  @Test
  void aSourceThatIsAddedLaterBeginsAtItsOwnStart() {
    assertThat(sources.opening(at(EAST, 12, PLAIN, 7), sources.now()).next())
        .containsOnly(Map.entry(WEST, 25L));
  }

  @Test
  void aSourceThatDidNotAnswerAtFirstBeginsAtItsOwnStartWhenItDoes() {
    sources.now();
    west.fail(new TimeoutException("no answer"));
    Positions first = sources.opening(NOTHING, sources.now());
    west.heal();

    assertThat(first.next()).containsOnly(Map.entry(EAST, 10L));
    assertThat(sources.opening(first, sources.now()).next()).containsOnly(Map.entry(WEST, 25L));
  }

  @Test
  void aNewPartitionOfAKnownSourceHasNoStartOfItsOwn() {
    west.topic("access", new OffsetBounds(20, 25), new OffsetBounds(0, 3));

    assertThat(sources.opening(at(EAST, 12, WEST, 21), sources.now()).next()).isEmpty();
  }

  @Test
  void aSourceWhoseBrokersAreGoneKeepsTheOthersFromNothing() {
    sources.now();
    west.fail(new TimeoutException("no answer"));
    TopicState now = sources.now();
    Positions positions = at(EAST, 12, WEST, 21);

    assertThat(sources.lost(positions, Map.of(), now)).isEmpty();
    assertThat(sources.limit(BatchPlan.unread(positions, now)))
        .containsExactly(
            new OffsetSpan("east/access", 0, 12, 15), new OffsetSpan("west/access", 0, 21, 21));
  }

  @Test
  void aSourceThatDoesNotAnswerAtAllIsWaitedForNoLongerThanForTheOthers() throws Exception {
    BlockedSource blocked = new BlockedSource();
    try (SourceSet set = set("east", source(east, "start: earliest"), "west", blocked)) {
      assertThat(set.now().bounds()).containsOnlyKeys(EAST);
      assertThat(set.now().bounds()).containsOnlyKeys(EAST);
      assertThat(blocked.asked()).isEqualTo(1);

      blocked.answer();

      assertThat(set.now().bounds()).containsOnlyKeys(EAST, WEST);
    }
  }

  @Test
  void aSourceWhoseHostsDnsDoesNotKnowKeepsTheOthersFromNothing() {
    KafkaSource unknown =
        KafkaSource.watch(
            Sources.of("topics: [access]"),
            Map.of("bootstrap.servers", "broker.invalid:9093"),
            Duration.ofSeconds(5));
    try (SourceSet set = set("east", source(east, "start: earliest"), "west", unknown)) {
      assertThat(set.now().bounds()).containsOnlyKeys(EAST);
    }
  }

  @Test
  void positionsOfASourceThatWasRemovedStayAndNobodyJudgesThem() {
    try (SourceSet eastOnly = set("east", source(east, "start: earliest"))) {
      Positions positions = at(EAST, 15, WEST, 3);
      TopicState now = eastOnly.now();

      assertThat(eastOnly.lost(positions, Map.of("west/access", "another"), now)).isEmpty();
      assertThat(eastOnly.limit(BatchPlan.unread(positions, now)))
          .contains(new OffsetSpan("west/access", 0, 3, 3));
    }
  }

  @Test
  void eachSourceJudgesItsOwnLosses() {
    assertThat(sources.lost(at(EAST, 12, WEST, 3), Map.of(), sources.now()))
        .containsExactly(LostRange.of(WEST, 3, 20, LostRange.DELETED));
    assertThatThrownBy(() -> sources.lost(at(EAST, 3, WEST, 21), Map.of(), sources.now()))
        .isInstanceOf(DataLossException.class)
        .hasMessage(
            "Source east: Kafka no longer has records that were not read (on-data-loss: fail):"
                + " access-0 at 3: 7 offsets are deleted, it goes on at 10"
                + ". To go on without them, with the loss in the ledger: on-data-loss: record,"
                + " and deploy");
  }

  @Test
  void aTopicThatWasCreatedAnewIsToldByItsIdInItsOwnCluster() {
    Map<String, String> ids = sources.now().ids();
    west.topic("access", new OffsetBounds(0, 30));

    assertThat(sources.lost(at(EAST, 12, WEST, 21), ids, sources.now()))
        .containsExactly(LostRange.of(WEST, 21, 0, LostRange.RECREATED));
  }

  @Test
  void aTopicThatWasCreatedAnewIsToldWhileNobodyLeadsAnyOfIt() {
    Map<String, String> ids = sources.now().ids();
    west.topic("access", new OffsetBounds(0, 30)).withoutLeader("access", 0);

    assertThat(sources.lost(at(EAST, 12, WEST, 21), ids, sources.now()))
        .containsExactly(LostRange.of(WEST, 21, 0, LostRange.RECREATED));
  }

  @Test
  void aTopicThatWasCreatedAnewWithFewerPartitionsLostAllOfTheOthers() {
    west.topic("access", new OffsetBounds(0, 25), new OffsetBounds(0, 25));
    TopicPartition other = new TopicPartition("west/access", 1);
    Map<String, String> ids = sources.now().ids();
    west.topic("access", new OffsetBounds(0, 30));

    assertThat(sources.lost(at(WEST, 21, other, 22), ids, sources.now()))
        .containsExactly(
            LostRange.of(WEST, 21, 0, LostRange.RECREATED),
            LostRange.of(other, 22, 0, LostRange.RECREATED));
  }

  @Test
  void onlySourcesThatWereReadAreAskedWhetherTheirTopicsAreStillTheSame() {
    TopicState before = sources.now();
    List<OffsetSpan> ofEast =
        List.of(new OffsetSpan("east/access", 0, 12, 15), new OffsetSpan("west/access", 0, 21, 21));

    west.topic("access", new OffsetBounds(0, 30));
    assertThat(sources.hasStill(ofEast, before)).isTrue();

    east.topic("access", new OffsetBounds(0, 30));
    assertThat(sources.hasStill(ofEast, before)).isFalse();
    assertThat(sources.hasStill(ofEast, sources.now())).isTrue();
  }

  @Test
  void eachSourceHasItsOwnRate() {
    east.grow("access", new OffsetBounds(10, 1_000));
    west.grow("access", new OffsetBounds(20, 1_000));
    List<OffsetSpan> unread = BatchPlan.unread(at(EAST, 10, WEST, 20), sources.now());

    assertThat(sources.limit(unread))
        .containsExactly(
            new OffsetSpan("east/access", 0, 10, 15), new OffsetSpan("west/access", 0, 20, 1_000));
  }

  @Test
  void theOnlySourceKeepsItsTopicsAsTheyAreAndLeavesNamedOnesAlone() {
    try (SourceSet plain = set("", source(east, "start: latest"))) {
      assertThat(plain.now().bounds()).containsOnlyKeys(PLAIN);
      assertThat(plain.opening(at(EAST, 1, WEST, 1), plain.now()).next())
          .containsOnly(Map.entry(PLAIN, 15L));
      assertThat(plain.opening(at(PLAIN, 1, WEST, 1), plain.now()).next()).isEmpty();
    }
  }

  @Test
  void recordsCarryTheTopicThatTheLedgerKnows() {
    RenameTopic rename = new RenameTopic("west/");
    ConsumerRecord<byte[], byte[]> found =
        new ConsumerRecord<>("access", 3, 4, new byte[] {1}, new byte[] {2});
    found.headers().add("h", new byte[] {3});

    ConsumerRecord<byte[], byte[]> renamed = rename.call(found);

    assertThat(renamed).usingRecursiveComparison().isEqualTo(withTopic(found, "west/access"));
    assertThat(rename.call(withTopic(found, "orders")).topic()).isEqualTo("west/orders");
  }

  @Test
  void aSourceThatNeverAnsweredAndNeverWillIsAnError() {
    FakeBrokers none = new FakeBrokers();
    try (SourceSet set = set("east", source(east, "#"), "west", source(none, "#"))) {
      assertThatThrownBy(set::now)
          .isInstanceOf(KafkaException.class)
          .hasMessageStartingWith("Cannot read topics access, which have to exist");
    }
  }

  private static ConsumerRecord<byte[], byte[]> withTopic(
      ConsumerRecord<byte[], byte[]> found, String topic) {
    return new ConsumerRecord<>(
        topic,
        found.partition(),
        found.offset(),
        found.timestamp(),
        found.timestampType(),
        found.serializedKeySize(),
        found.serializedValueSize(),
        found.key(),
        found.value(),
        found.headers(),
        found.leaderEpoch());
  }

  private static Positions at(TopicPartition first, long a, TopicPartition second, long b) {
    return new Positions(Map.of(first, a, second, b));
  }

  private static SourceSet set(String name, Source source) {
    return new SourceSet(Map.of(name, source));
  }

  private static SourceSet set(String first, Source one, String second, Source other) {
    Map<String, Source> sources = new LinkedHashMap<>();
    sources.put(first, one);
    sources.put(second, other);
    return new SourceSet(sources);
  }

  private static Source source(FakeBrokers brokers, String... lines) {
    return new KafkaSource(
        Sources.of("topics: [access]", String.join("\n    ", lines)),
        null,
        brokers,
        null,
        Duration.ofSeconds(5),
        Clock.systemUTC());
  }
}
