package io.keystream.security.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class TokenSettingsTest {
  private static final TokenSettings SANE = new TokenSettings(0.75, Duration.ofMinutes(1));
  private static final TokenSettings DEFAULT = new TokenSettings(0.75, Duration.ofHours(1));

  @Test
  void passesARetryWithinTheMargin() throws Exception {
    assertThat(TokenChecks.judge(SANE, Duration.ofDays(1), Duration.ofDays(7)))
        .isEqualTo("renewed for 1440 min, life of 10080 min");
    assertThat(KafkaSettingChecks.judge(DEFAULT, Duration.ofDays(1), Duration.ofDays(7)))
        .isEqualTo("valid for 1440 min, life of 10080 min");
  }

  @Test
  void refusesARetryThatComesAfterTheTokenHasEnded() {
    assertThatThrownBy(() -> TokenChecks.judge(DEFAULT, Duration.ofHours(4), Duration.ofDays(7)))
        .isInstanceOf(NotAsWanted.class)
        .hasMessage(
            "HDFS tokens end 14400 s after each renewal; new ones are fetched 3600 s before that,"
                + " and what fails is tried again after 3600 s"
                + " (spark.security.credentials.retryWait): too late");
  }

  @Test
  void takesTheShorterOfExpiryAndLife() {
    assertThatThrownBy(
            () -> KafkaSettingChecks.judge(SANE, Duration.ofDays(1), Duration.ofMinutes(4)))
        .isInstanceOf(NotAsWanted.class)
        .hasMessageStartingWith("Kafka tokens end 240 s after each renewal");
  }

  @Test
  void refusesARatioThatNeverRenews() {
    assertThatThrownBy(
            () ->
                TokenChecks.judge(
                    new TokenSettings(1, Duration.ofMinutes(1)),
                    Duration.ofDays(1),
                    Duration.ofDays(7)))
        .hasMessage("spark.security.credentials.renewalRatio is 1.0");
  }

  @Test
  void warnsOfTopicsThatForgetWithinAnOutage() {
    Complaints complaints = new Complaints();
    Config config =
        new Config(
            List.of(
                new ConfigEntry("retention.ms", "3600000"),
                new ConfigEntry("retention.bytes", "1000"),
                new ConfigEntry("cleanup.policy", "delete,compact")));

    assertThat(KafkaSettingChecks.judge("logs", config, Duration.ofDays(3), complaints))
        .isEqualTo("1 h");
    assertThatThrownBy(() -> complaints.otherwise("good"))
        .isInstanceOf(NotAsWanted.class)
        .hasMessage(
            "logs is compacted: what is overwritten before it is read is never seen; logs keeps"
                + " records for 1 h only; logs keeps 1000 bytes of a partition only, however new"
                + " they are");
  }

  @Test
  void passesATopicThatKeepsEverything() throws Exception {
    Complaints complaints = new Complaints();
    Config config = new Config(List.of(new ConfigEntry("retention.ms", "-1")));

    assertThat(KafkaSettingChecks.judge("logs", config, Duration.ofDays(3), complaints))
        .isEqualTo("for ever");
    assertThat(complaints.otherwise("good")).isEqualTo("good");
  }
}
