package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NetworkException;
import org.junit.jupiter.api.Test;

class AdminConnectionTest {
  @Test
  void hostsThatDnsDoesNotKnowAreBrokersThatDoNotAnswer() {
    try (AdminConnection connection =
        new AdminConnection(Map.of("bootstrap.servers", "broker.invalid:9093"))) {
      assertThatThrownBy(connection::admin)
          .isInstanceOf(NetworkException.class)
          .hasMessage("DNS knows none of the hosts of broker.invalid:9093");
    }
  }

  @Test
  void aClientThatCannotBeMadeSaysWhy() {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers", "localhost:9093",
            "security.protocol", "SSL",
            "ssl.truststore.type", "PEM",
            "ssl.truststore.location", "/missing/ca.pem");
    try (AdminConnection connection = new AdminConnection(properties)) {
      assertThatThrownBy(connection::admin)
          .isExactlyInstanceOf(KafkaException.class)
          .hasMessageStartingWith("No Kafka client can be made: ")
          .hasMessageContaining("/missing/ca.pem");
    }
  }
}
