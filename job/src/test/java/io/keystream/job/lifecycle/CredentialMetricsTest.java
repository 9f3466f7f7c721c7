package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
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
  private final CredentialMetrics metrics = new CredentialMetrics(clock);

  @Test
  void secondsLeftRunDownAndTheKeytabGrowsOld() {
    show(
        2,
        row(Credential.TGT, start, start.plusSeconds(100)),
        row(HeldToken.KAFKA, start, start.plusSeconds(300)),
        row(HeldToken.KAFKA, start, start.plusSeconds(200)),
        row(HeldToken.HDFS, start, start.plusSeconds(400)),
        row(Credential.TRUSTED, start, start.plusSeconds(600)),
        row(Credential.OWN_CERTIFICATE, start, start.plusSeconds(500)),
        row(Credential.KEYTAB, start.minusSeconds(50), null));
    clock.advance(Duration.ofSeconds(10));

    assertThat(metrics.sourceName()).isEqualTo("credentials");
    assertThat(metrics.metricRegistry().getNames())
        .containsExactlyInAnyOrder(
            "token_repairs",
            "tgt.seconds_left",
            "kafka_token.seconds_left",
            "hdfs_token.seconds_left",
            "certificates.seconds_left",
            "keytab.age_seconds");
    assertThat(value("token_repairs")).isEqualTo(2);
    assertThat(value("tgt.seconds_left")).isEqualTo(90);
    assertThat(value("kafka_token.seconds_left")).as("of the first to end").isEqualTo(190);
    assertThat(value("certificates.seconds_left")).isEqualTo(490);
    assertThat(value("keytab.age_seconds")).isEqualTo(60);
  }

  @Test
  void followsARenewalAndForgetsWhatIsNoLongerHeld() {
    show(0, row(HeldToken.KAFKA, start, start.plusSeconds(300)), row(HeldToken.HDFS, start, start));
    show(0, row(HeldToken.KAFKA, start, start.plusSeconds(900)));

    assertThat(value("kafka_token.seconds_left")).isEqualTo(900);
    assertThat(metrics.metricRegistry().getNames())
        .containsExactlyInAnyOrder("token_repairs", "kafka_token.seconds_left");
  }

  @Test
  void sparksRegistryFollowsWhatIsHeldLater() {
    MetricRegistry sparks = new MetricRegistry();
    sparks.register("application.driver.credentials", metrics.metricRegistry());

    show(0, row(HeldToken.KAFKA, start, start.plusSeconds(300)));
    assertThat(sparks.getNames())
        .contains("application.driver.credentials.kafka_token.seconds_left");
    show(0);

    assertThat(sparks.getNames()).containsExactly("application.driver.credentials.token_repairs");
  }

  private long value(String name) {
    return (Long) metrics.metricRegistry().getGauges().get(name).getValue();
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
}
