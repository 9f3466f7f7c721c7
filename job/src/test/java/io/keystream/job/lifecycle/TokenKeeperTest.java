package io.keystream.job.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.security.token.HeldToken;
import io.keystream.security.token.RenewalWatch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.junit.jupiter.api.Test;

/** With Kafka tokens that are valid for 100 s, so that they are overdue after 75 s and 12.5 s. */
class TokenKeeperTest {
  private static final Duration VALID = Duration.ofSeconds(100);
  private static final Duration OVERDUE = Duration.ofSeconds(88);

  private final MovableClock clock = new MovableClock();
  private final FakeTokens tokens = new FakeTokens();
  private Instant refusal = Instant.MIN;
  private final TokenKeeper keeper =
      new TokenKeeper(
          tokens, new RenewalWatch(0.75, Duration.ofMinutes(1), clock), () -> refusal, clock);

  @Test
  void learnsHowLongTokensAreValidAndLeavesRenewalToSpark() throws Exception {
    keeper.look();
    for (int renewal = 2; renewal < 10; renewal++) {
      pass(Duration.ofSeconds(75));
      tokens.current = "of-spark-" + renewal;
      keeper.look();
    }

    assertThat(tokens.fetched).as("fetched to learn").isEqualTo(1);
    assertThat(tokens.handedOver).isZero();
    assertThat(keeper.repairs()).isZero();
  }

  @Test
  void renewsWhatSparkHasNotRenewed() throws Exception {
    keeper.look();
    pass(OVERDUE);
    assertThat(tokens.current).isEqualTo("fetched-2");

    keeper.look();
    pass(OVERDUE);

    assertThat(tokens.current).isEqualTo("fetched-3");
    assertThat(keeper.repairs()).isEqualTo(2);
  }

  @Test
  void renewsWhatABrokerRefuses() throws Exception {
    keeper.look();
    refusal = clock.instant();
    keeper.look();

    assertThat(tokens.current).isEqualTo("fetched-2");
    assertThat(keeper.repairs()).isEqualTo(1);
  }

  @Test
  void executorsThatStillUseTheOldTokenAreNoReasonForAnother() throws Exception {
    keeper.look();
    refusal = clock.instant();
    keeper.look();
    pass(Duration.ofSeconds(3));
    refusal = clock.instant();
    pass(Duration.ofSeconds(30));

    assertThat(keeper.repairs()).isEqualTo(1);
  }

  @Test
  void refusalsThatGoOnAreMendedLessAndLessOften() throws Exception {
    keeper.look();
    for (int second = 0; second < 600; second++) {
      refusal = clock.instant();
      pass(Duration.ofSeconds(1));
    }

    assertThat(keeper.repairs()).isBetween(4, 8);
  }

  @Test
  void aRefusalIsNoneOfATokenWhereNoneIsHeld() throws Exception {
    keeper.look();
    tokens.current = "";
    refusal = clock.instant();
    keeper.look();

    assertThat(keeper.repairs()).isZero();
  }

  @Test
  void whatFailsIsTriedAgainAndEndsNothing() throws Exception {
    keeper.look();
    tokens.failure = new IllegalStateException("KDC");
    pass(OVERDUE);
    assertThat(tokens.fetched).isEqualTo(2);
    pass(Duration.ofSeconds(9));
    assertThat(tokens.fetched).as("within the pause").isEqualTo(2);

    tokens.failure = null;
    pass(Duration.ofSeconds(1));

    assertThat(tokens.current).isEqualTo("fetched-3");
    assertThat(keeper.repairs()).isEqualTo(1);
  }

  @Test
  void tokensThatNoServiceGaveAreNotHandedOver() throws Exception {
    keeper.look();
    tokens.silent = true;
    pass(OVERDUE);

    assertThat(tokens.fetched).isEqualTo(2);
    assertThat(tokens.handedOver).isZero();
    assertThat(keeper.repairs()).isZero();
  }

  @Test
  void learnsLaterWhatNoServiceSaidAtFirst() throws Exception {
    tokens.silent = true;
    keeper.look();
    tokens.silent = false;
    pass(Duration.ofSeconds(10));
    assertThat(tokens.fetched).isEqualTo(2);

    pass(OVERDUE);

    assertThat(keeper.repairs()).isEqualTo(1);
  }

  @Test
  void asksOnlySoOftenHowLongTokensAreValid() throws Exception {
    tokens.silent = true;
    keeper.look();
    for (int minute = 0; minute < 600; minute++) {
      pass(Duration.ofMinutes(1));
    }
    assertThat(tokens.fetched).isEqualTo(5);

    tokens.silent = false;
    refusal = clock.instant();
    keeper.look();

    assertThat(keeper.repairs()).as("a refusal needs no such knowledge").isEqualTo(1);
  }

  @Test
  void renewsWhenAskedAndCountsThatAsNoRepair() throws Exception {
    keeper.look();

    assertThat(keeper.renew()).extracting(HeldToken::id).containsExactly("fetched-2");

    assertThat(tokens.current).isEqualTo("fetched-2");
    assertThat(keeper.repairs()).isZero();
  }

  @Test
  void aRenewalThatIsAskedForTellsWhyThereIsNone() throws Exception {
    keeper.look();
    tokens.silent = true;
    assertThatThrownBy(keeper::renew).hasMessage("No service gave a token");
    tokens.failure = new IllegalStateException("KDC");

    assertThatThrownBy(keeper::renew)
        .isInstanceOf(IOException.class)
        .hasMessage("No new tokens: java.lang.IllegalStateException: KDC");
    assertThat(tokens.handedOver).isZero();
  }

  private void pass(Duration duration) throws InterruptedException {
    clock.advance(duration);
    keeper.look();
  }

  private static final class FakeTokens implements TokenKeeper.Tokens {
    private String current = "of-spark-1";
    private int fetched;
    private int handedOver;
    private boolean silent;
    private RuntimeException failure;

    @Override
    public List<HeldToken> held() {
      return current.isEmpty() ? List.of() : HeldToken.in(credentials(current));
    }

    @Override
    public TokenKeeper.Fetched fetch() throws IOException {
      fetched++;
      if (failure != null) {
        throw failure;
      }
      if (silent) {
        return new TokenKeeper.Fetched(new Credentials(), Map.of());
      }
      Credentials credentials = credentials("fetched-" + fetched);
      Map<HeldToken, Duration> valid = new HashMap<>();
      HeldToken.in(credentials).forEach(token -> valid.put(token, VALID));
      return new TokenKeeper.Fetched(credentials, valid);
    }

    @Override
    public void handOver(Credentials credentials) {
      handedOver++;
      current = new String(credentials.getAllTokens().iterator().next().getIdentifier(), UTF_8);
    }

    private static Credentials credentials(String id) {
      Text service = new Text("kafka.server.delegation.token.source");
      Credentials credentials = new Credentials();
      credentials.addToken(
          service,
          new Token<>(id.getBytes(UTF_8), new byte[0], new Text(HeldToken.KAFKA), service));
      return credentials;
    }
  }
}
