package io.keystream.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenewalWatchTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final FakeClock clock = new FakeClock(START);
  private final RenewalWatch watch = new RenewalWatch(0.75, Duration.ofSeconds(60), clock);

  @Test
  void aTokenIsOverdueAfterItsRenewalAndTwoTries() {
    HeldToken token = hdfs(1, START);
    watch.learn(Map.of(token, DAY));
    watch.look(List.of(token));

    clock.advance(Duration.ofHours(18).plusSeconds(120));
    assertThat(watch.overdue()).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    assertThat(watch.overdue()).containsExactly(token);
  }

  @Test
  void aTokenThatIsReplacedIsNotOverdue() {
    watch.learn(Map.of(hdfs(1, START), DAY));
    watch.look(List.of(hdfs(1, START)));
    clock.advance(Duration.ofHours(18));
    watch.look(List.of(hdfs(2, clock.instant())));

    clock.advance(Duration.ofHours(18));
    assertThat(watch.overdue()).isEmpty();

    clock.advance(Duration.ofSeconds(121));
    assertThat(watch.overdue()).containsExactly(hdfs(2, START.plus(Duration.ofHours(18))));
  }

  @Test
  void aTokenThatDoesNotTellItsAgeIsAsOldAsItIsSeen() {
    watch.learn(Map.of(kafka(1), DAY));
    clock.advance(Duration.ofDays(3));
    watch.look(List.of(kafka(1)));
    clock.advance(Duration.ofHours(18));
    watch.look(List.of(kafka(1)));
    assertThat(watch.overdue()).isEmpty();

    clock.advance(Duration.ofSeconds(121));
    watch.look(List.of(kafka(1)));

    assertThat(watch.overdue()).containsExactly(kafka(1));
  }

  @Test
  void oneServiceWithoutANewTokenIsNotHiddenByAnother() {
    watch.learn(Map.of(hdfs(1, START), DAY, kafka(1), DAY));
    watch.look(List.of(hdfs(1, START), kafka(1)));
    clock.advance(Duration.ofHours(18));
    watch.look(List.of(hdfs(2, clock.instant()), kafka(1)));
    clock.advance(Duration.ofSeconds(121));

    assertThat(watch.overdue()).containsExactly(kafka(1));
  }

  @Test
  void theMarginLeavesHalfOfWhatIsLeft() {
    RenewalWatch patient = new RenewalWatch(0.75, Duration.ofHours(1), clock);
    HeldToken token = hdfs(1, START);
    patient.learn(Map.of(token, Duration.ofSeconds(80)));
    patient.look(List.of(token));

    clock.advance(Duration.ofSeconds(70));
    assertThat(patient.overdue()).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    assertThat(patient.overdue()).containsExactly(token);
  }

  @Test
  void aTokenOfWhichNoServiceSaysHowLongItIsValidIsNeverOverdue() {
    watch.look(List.of(hdfs(1, START)));
    clock.advance(Duration.ofDays(100));

    assertThat(watch.hasLearned()).isFalse();
    assertThat(watch.overdue()).isEmpty();
  }

  @Test
  void hasNotLearnedBeforeItKnowsOfEachKindThatIsHeld() {
    watch.look(List.of(hdfs(1, START), kafka(1)));
    watch.learn(Map.of(hdfs(1, START), DAY));
    assertThat(watch.hasLearned()).as("nothing of Kafka").isFalse();

    watch.learn(Map.of(kafka(1), DAY));

    assertThat(watch.hasLearned()).isTrue();
  }

  @Test
  void tellsThePlanForATokenThatIsHeld() {
    HeldToken token = hdfs(1, START);
    watch.look(List.of(token));
    assertThat(watch.plan(token)).as("before it is known how long it is valid").isEmpty();

    watch.learn(Map.of(token, DAY));

    assertThat(watch.plan(token))
        .contains(
            new RenewalWatch.Plan(
                START,
                START.plus(DAY),
                START.plus(Duration.ofHours(18)),
                START.plus(Duration.ofHours(18)).plusSeconds(120)));
    assertThat(watch.plan(hdfs(2, START))).as("not held").isEmpty();
  }

  @Test
  void knowsWhatKindsAreHeld() {
    assertThat(watch.holds(HeldToken.KAFKA)).isFalse();
    watch.look(List.of(kafka(1)));
    assertThat(watch.holds(HeldToken.KAFKA)).isTrue();
    watch.look(List.of(hdfs(1, START)));
    assertThat(watch.holds(HeldToken.KAFKA)).isFalse();
  }

  private static HeldToken kafka(int id) {
    return new HeldToken(
        HeldToken.KAFKA,
        "kafka.server.delegation.token.source",
        Integer.toString(id),
        Optional.empty());
  }

  private static HeldToken hdfs(int id, Instant issued) {
    return new HeldToken(
        "HDFS_DELEGATION_TOKEN",
        "ha-hdfs:nameservice",
        Integer.toString(id),
        Optional.of(new HeldToken.Terms("job", issued, issued.plus(Duration.ofDays(7)))));
  }
}
