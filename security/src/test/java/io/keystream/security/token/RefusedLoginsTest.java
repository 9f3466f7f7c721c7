package io.keystream.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class RefusedLoginsTest {
  private final Instant before = RefusedLogins.last();

  @Test
  void aRefusedLoginIsNoted() {
    RefusedLogins.report(
        new KafkaException(new SaslAuthenticationException("invalid credentials")));

    assertThat(RefusedLogins.last()).isAfter(before);
  }

  @Test
  void aTaskTellsOfItInText() {
    RefusedLogins.report(
        new IllegalStateException(
            "Lost task 0.0: org.apache.kafka.common.errors.SaslAuthenticationException: no"));

    assertThat(RefusedLogins.last()).isAfter(before);
  }

  @Test
  void otherFailuresAreNot() {
    RefusedLogins.report(new DisconnectException("gone"));
    RefusedLogins.report(new TopicAuthorizationException("topic"));
    RefusedLogins.report(new IllegalStateException("Lost task 0.0: TimeoutException"));

    assertThat(RefusedLogins.last()).isEqualTo(before);
  }
}
