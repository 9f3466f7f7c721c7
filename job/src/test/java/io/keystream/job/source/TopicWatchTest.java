package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class TopicWatchTest {
  private static final OffsetBounds SOME = new OffsetBounds(10, 15);

  private final FakeBrokers brokers = new FakeBrokers().topic("access", SOME, SOME);
  private Instant now = Instant.parse("2026-01-31T00:00:00Z");
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }
      };

  @Test
  void everyPartitionOfTheNamedTopicsIsWatched() {
    brokers.topic("other", SOME);

    assertThat(watch("topics: [access]").now().bounds())
        .containsOnly(
            Map.entry(partition("access", 0), SOME), Map.entry(partition("access", 1), SOME));
  }

  @Test
  void partitionsThatAreAddedAreFoundAtOnce() {
    TopicWatch watch = watch("topics: [access]");
    watch.now();

    brokers.grow("access", SOME, SOME, new OffsetBounds(0, 1));

    assertThat(watch.now().bounds()).containsEntry(partition("access", 2), new OffsetBounds(0, 1));
  }

  @Test
  void onlyNamedPartitionsAreWatchedIfTheyAreNamed() {
    assertThat(watch("partitions: [\"access:1\"]").now().bounds())
        .containsOnlyKeys(partition("access", 1));
  }

  @Test
  void topicsOfAPatternAreFoundWhenTheyAppear() {
    brokers.topic("audit", SOME);
    TopicWatch watch = watch("topic-pattern: acc.*");
    assertThat(watch.now().ids()).containsOnlyKeys("access");

    brokers.topic("account", SOME);
    now = now.plus(TopicWatch.DISCOVERY);

    assertThat(watch.now().ids()).containsOnlyKeys("access", "account");
  }

  @Test
  void theNamesOfAllTopicsAreNotAskedForInEveryBatch() {
    TopicWatch watch = watch("topic-pattern: acc.*");

    watch.now();
    watch.now();

    assertThat(brokers.askedForNames).isEqualTo(1);
  }

  @Test
  void aPatternThatNothingMatchesYetIsWaitedFor() {
    assertThat(watch("topic-pattern: none-.*").now()).isEqualTo(TopicState.UNKNOWN);
  }

  @Test
  void aPartitionThatNobodyLeadsIsLeftOut() {
    brokers.withoutLeader("access", 0);

    assertThat(watch("topics: [access]").now().bounds()).containsOnlyKeys(partition("access", 1));
  }

  @Test
  void anOutageIsWaitedForFromTheStart() {
    TopicWatch watch = watch("topics: [access]");
    brokers.fail(new TimeoutException("no node"));
    assertThat(watch.now()).isEqualTo(TopicState.UNKNOWN);

    brokers.heal();
    assertThat(watch.now().bounds()).hasSize(2);

    brokers.fail(new TimeoutException("no node"));
    assertThat(watch.now()).isEqualTo(TopicState.UNKNOWN);
  }

  @Test
  void whatWasAllowedOnceIsWaitedFor() {
    TopicWatch watch = watch("topics: [access]");
    watch.now();

    for (KafkaException refusal :
        new KafkaException[] {
          new TopicAuthorizationException("withdrawn"), new SaslAuthenticationException("expired")
        }) {
      brokers.fail(refusal);
      assertThat(watch.now()).isEqualTo(TopicState.UNKNOWN);
    }

    brokers.heal();
    assertThat(watch.now().bounds()).hasSize(2);
  }

  @Test
  void aFirstAnswerThatWillNotChangeIsAnError() {
    assertThatThrownBy(() -> watch("topics: [missing]").now())
        .isInstanceOf(KafkaException.class)
        .hasMessage(
            "Cannot read topics missing, which have to exist, and which the principal has to be"
                + " allowed to describe: This server does not host this topic.");

    brokers.fail(new SaslAuthenticationException("wrong password"));
    assertThatThrownBy(() -> watch("topics: [access]").now())
        .hasMessageContaining("wrong password");
  }

  @Test
  void aTopicThatIsCreatedAnewHasAnotherId() {
    TopicWatch watch = watch("topics: [access]");
    String before = watch.now().ids().get("access");

    brokers.topic("access", SOME);

    assertThat(watch.now().ids().get("access")).isNotEqualTo(before);
  }

  @Test
  void aBrokerThatTellsAnIdOfBeforeIsNotBelieved() {
    Uuid old = Uuid.randomUuid();
    Uuid anew = Uuid.randomUuid();
    brokers.topic("access", old, SOME);
    TopicWatch watch = watch("topics: [access]");
    watch.now();
    brokers.topic("access", anew, SOME);
    assertThat(watch.now().ids()).containsEntry("access", anew.toString());

    brokers.topic("access", old, SOME);
    assertThat(watch.now()).isEqualTo(TopicState.UNKNOWN);

    brokers.topic("access", anew, SOME);
    assertThat(watch.now().ids()).containsEntry("access", anew.toString());
  }

  @Test
  void aBrokerThatKnowsNoIdsYetIsBelieved() {
    brokers.topic("access", Uuid.ZERO_UUID, SOME);
    TopicWatch watch = watch("topics: [access]");
    watch.now();
    brokers.topic("access", SOME);
    watch.now();

    brokers.topic("access", Uuid.ZERO_UUID, SOME);

    assertThat(watch.now().bounds()).hasSize(1);
  }

  @Test
  void whatWasReadOfATopicThatIsCreatedAnewMeanwhileIsNotKnownToBeWhatItHeld() {
    brokers.topic("account", SOME);
    TopicWatch watch = watch("topics: [access, account]");
    Map<String, String> ids = watch.now().ids();
    assertThat(watch.haveStill(ids)).isTrue();

    brokers.delete("account");
    assertThat(watch.haveStill(ids)).as("one that is deleted is not created anew").isTrue();

    brokers.topic("access", SOME);
    assertThat(watch.haveStill(ids)).isFalse();
    assertThat(watch.haveStill(watch("topics: [access]").now().ids())).isTrue();
  }

  @Test
  void whatWasReadIsNotKnownToBeWhatATopicHeldWhileTheBrokersDoNotAnswer() {
    TopicWatch watch = watch("topics: [access]");
    Map<String, String> ids = watch.now().ids();

    brokers.fail(new TimeoutException("no node"));

    assertThat(watch.haveStill(ids)).isFalse();
  }

  private TopicWatch watch(String line) {
    return new TopicWatch(brokers, new TopicSelection(Sources.of(line)), clock);
  }

  private static TopicPartition partition(String topic, int number) {
    return new TopicPartition(topic, number);
  }
}
