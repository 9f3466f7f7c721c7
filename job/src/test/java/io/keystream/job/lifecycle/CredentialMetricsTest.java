package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.metrics.DriverMetrics;
import io.keystream.security.token.Credential;
import io.keystream.security.token.Credential.Renewer;
import io.keystream.security.token.HeldToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CredentialMetricsTest {
  private final MovableClock clock = new MovableClock();
  private final Instant start = clock.instant();
  private final DriverMetrics registered = new DriverMetrics();
  private final CredentialMetrics metrics = new CredentialMetrics(registered, clock);

  @Test
  void secondsLeftRunDownAndTheKeytabGrowsOld() {
    show(
        2,
        row(Credential.TGT, start, start.plusSeconds(100)),
        row(HeldToken.KAFKA, start.minusSeconds(30), start.plusSeconds(300)),
        row(HeldToken.KAFKA, start, start.plusSeconds(200)),
        row(Credential.TRUSTED, start, start.plusSeconds(600)),
        row(Credential.OWN_CERTIFICATE, start, start.plusSeconds(500)),
        row(Credential.KEYTAB, start.minusSeconds(50), null));
    clock.advance(Duration.ofSeconds(10));

    assertThat(registered.sourceName()).isEqualTo("keystream");
    assertThat(names())
        .containsExactlyInAnyOrder(
            "token_repairs_total",
            "credential_left_seconds.tgt",
            "credential_left_seconds.kafka_token",
            "credential_left_seconds.certificates",
            "credential_age_seconds.tgt",
            "credential_age_seconds.kafka_token",
            "credential_age_seconds.certificates",
            "credential_age_seconds.keytab");
    assertThat(value("token_repairs_total")).isEqualTo(2);
    assertThat(value("credential_left_seconds.tgt")).isEqualTo(90);
    assertThat(value("credential_left_seconds.kafka_token"))
        .as("of the first to end")
        .isEqualTo(190);
    assertThat(value("credential_left_seconds.certificates")).isEqualTo(490);
    assertThat(value("credential_age_seconds.kafka_token")).as("of the oldest").isEqualTo(40);
    assertThat(value("credential_age_seconds.keytab")).isEqualTo(60);
  }

  @Test
  void followsARenewalAndForgetsWhatIsNoLongerHeld() {
    show(0, row(HeldToken.KAFKA, start, start.plusSeconds(300)), row(HeldToken.HDFS, start, start));
    show(0, row(HeldToken.KAFKA, start, start.plusSeconds(900)));

    assertThat(value("credential_left_seconds.kafka_token")).isEqualTo(900);
    assertThat(names())
        .containsExactlyInAnyOrder(
            "token_repairs_total",
            "credential_left_seconds.kafka_token",
            "credential_age_seconds.kafka_token");
  }

  @Test
  void aRenewalThatDoesNotComeIsOverdueFromItsTimeOn() {
    Credential token =
        renewed(HeldToken.HDFS, start.plusSeconds(400), Renewer.SPARK, start.plusSeconds(60));
    Credential certificate =
        renewed(Credential.TRUSTED, start.plusSeconds(400), Renewer.NOBODY, null);
    show(0, token, certificate);
    assertThat(value("credential_overdue_seconds.hdfs_token")).isZero();

    clock.advance(Duration.ofSeconds(100));

    assertThat(value("credential_overdue_seconds.hdfs_token")).isEqualTo(40);
    assertThat(names())
        .as("nothing renews certificates")
        .doesNotContain("credential_overdue_seconds.certificates");
  }

  private Iterable<String> names() {
    return registered.metricRegistry().getNames();
  }

  private double value(String name) {
    return (Double) registered.metricRegistry().getGauges().get(name).getValue();
  }

  private void show(int repairs, Credential... held) {
    metrics.show(
        new RecordedCredentials(
            "application_1_1", 1, clock.instant(), repairs, List.of(held), List.of(), null));
  }

  private static Credential row(String kind, Instant issued, Instant end) {
    return new Credential(
        kind, "s", "driver", null, "1", issued, end, null, 0, 0, Renewer.NOBODY, null, null);
  }

  private static Credential renewed(String kind, Instant end, Renewer by, Instant planned) {
    return new Credential(kind, "s", "driver", null, "1", null, end, null, 0, 0, by, planned, null);
  }
}
