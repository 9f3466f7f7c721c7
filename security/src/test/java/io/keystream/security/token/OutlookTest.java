package io.keystream.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.security.token.Credential.Renewer;
import io.keystream.security.token.Outlook.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private static final Instant NOW = Instant.parse("2026-01-31T10:15:30Z");
  private static final Duration FORTNIGHT = Duration.ofDays(14);
  private static final Duration DAY = Duration.ofDays(1);

  private final FakeClock clock = new FakeClock(NOW);

  @Test
  void aTokenThatSparkRenewsMayEndWithinTheHorizon() {
    assertThat(look(token(Renewer.SPARK, Duration.ofHours(18), DAY)))
        .isEqualTo(new Outlook(State.OK, "24 h", "renewed by Spark in 18 h"));
  }

  @Test
  void aRenewalThatIsDueHasAMinute() {
    Credential token = token(Renewer.SPARK, Duration.ofHours(18), DAY);
    clock.advance(Duration.ofHours(18).plusSeconds(60));

    assertThat(look(token)).isEqualTo(new Outlook(State.OK, "5 h 59 min", "renewed by Spark now"));

    clock.advance(Duration.ofSeconds(1));

    assertThat(look(token))
        .isEqualTo(
            new Outlook(
                State.OVERDUE, "5 h 58 min", "overdue for 1 min 1 s: see the driver's log"));
  }

  @Test
  void theDriverTakesSparksPlace() {
    assertThat(look(token(Renewer.KEEPER, Duration.ofMinutes(2), DAY)).action())
        .isEqualTo("renewed by the driver in Spark's place in 2 min");
  }

  @Test
  void aTicketIsReplacedByANewLogin() {
    assertThat(look(token(Renewer.LOGIN, Duration.ofHours(8), Duration.ofHours(10))).action())
        .isEqualTo("new login from the keytab in 8 h");
  }

  @Test
  void ofYarnsTokenNoEndIsKnown() {
    assertThat(look(token(Renewer.YARN, null, null)))
        .isEqualTo(new Outlook(State.OK, "", "renewed by YARN"));
  }

  @Test
  void whatNothingRenewsIsToBeReplacedWithinTheHorizon() {
    Credential certificate = token(Renewer.NOBODY, null, FORTNIGHT);

    assertThat(look(certificate))
        .isEqualTo(new Outlook(State.OK, "14 days", "to be replaced by hand"));

    clock.advance(Duration.ofSeconds(1));

    assertThat(look(certificate))
        .isEqualTo(new Outlook(State.ENDING, "13 days", "replace it: nothing renews it"));
  }

  @Test
  void whatHasEndedIsTold() {
    Credential certificate = token(Renewer.NOBODY, null, DAY);
    Credential token = token(Renewer.SPARK, Duration.ofHours(18), DAY);
    clock.advance(DAY);
    assertThat(look(certificate)).isEqualTo(new Outlook(State.ENDED, "0 s", "ended: replace it"));

    clock.advance(Duration.ofMinutes(90));

    assertThat(look(token))
        .isEqualTo(new Outlook(State.ENDED, "1 h 30 min ago", "ended: see the driver's log"));
  }

  @Test
  void aKeytabWithoutTheNewestKeyIsToBeReplaced() {
    Credential keytab = token(Renewer.NOBODY, null, null);

    assertThat(Outlook.ofKeytab(keytab, 7))
        .isEqualTo(new Outlook(State.OK, "", "kvno 7, in the KDC 7"));
    assertThat(Outlook.ofKeytab(keytab, 8))
        .isEqualTo(new Outlook(State.OUTDATED, "", "replace it: kvno 7, in the KDC 8"));
  }

  @Test
  void whatCannotBeLookedAtIsNeitherGoodNorBad() {
    Credential unknown =
        CredentialRows.unreadable(
            Credential.BROKER_CERTIFICATE, "broker:9093", "broker", new IOException("refused"));

    assertThat(look(unknown)).isEqualTo(new Outlook(State.UNKNOWN, "", "refused"));
    assertThat(State.UNKNOWN.bad()).isFalse();
  }

  @Test
  void whatIsBadNeedsSomebody() {
    assertThat(State.values())
        .filteredOn(State::bad)
        .containsExactly(State.ENDING, State.OVERDUE, State.ENDED, State.GONE, State.OUTDATED);
    assertThat(Outlook.gone().state()).isEqualTo(State.GONE);
  }

  @Test
  void timesAreToldInTheirTwoLargestUnits() {
    assertThat(TimeLeft.of(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(TimeLeft.of(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
    assertThat(TimeLeft.of(Duration.ofHours(71).plusMinutes(3))).isEqualTo("71 h 3 min");
    assertThat(TimeLeft.of(Duration.ofDays(3).plusHours(23))).isEqualTo("3 days");
  }

  private Outlook look(Credential credential) {
    return Outlook.of(credential, clock.instant(), FORTNIGHT);
  }

  private static Credential token(Renewer renewer, Duration renewal, Duration end) {
    return new Credential(
        HeldToken.KAFKA,
        "service",
        "driver",
        "User:job",
        "7",
        NOW,
        end == null ? null : NOW.plus(end),
        null,
        0,
        0,
        renewer,
        renewal == null ? null : NOW.plus(renewal),
        null);
  }
}
