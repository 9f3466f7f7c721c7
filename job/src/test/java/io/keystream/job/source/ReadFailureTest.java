package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class ReadFailureTest {
  @Test
  void failuresOfTheBrokersAreReadAgain() {
    assertThat(ReadFailure.causes(ofTask(new DisconnectException("gone")))).isTrue();
    assertThat(ReadFailure.causes(ofTask(new NoProgressException("No record of t-0")))).isTrue();
    assertThat(
            ReadFailure.causes(
                ofTask(new OffsetOutOfRangeException(Map.of(new TopicPartition("t", 0), 1L)))))
        .isTrue();
    assertThat(ReadFailure.causes(new RuntimeException(ofTask(new DisconnectException("gone")))))
        .isTrue();
    assertThat(ReadFailure.causes(ofTask(unknownHosts()))).isTrue();
  }

  @Test
  void otherFailuresAreNot() {
    assertThat(ReadFailure.causes(ofTask(new IllegalStateException("disk full")))).isFalse();
    assertThat(ReadFailure.causes(new IllegalStateException("org.apache.kafka.common.errors.X")))
        .isFalse();
  }

  /** Spark throws what its Scala methods do not declare. */
  @Test
  void aBatchThatCouldNotReadIsLeftToTheNext() {
    assertThat(ReadFailure.unlessIn(() -> "staged")).contains("staged");
    assertThat(
            ReadFailure.unlessIn(
                () ->
                    ReadFailureTest.<RuntimeException>sneak(
                        ofTask(new DisconnectException("gone")))))
        .isEmpty();
  }

  @Test
  void aBatchThatFailsOtherwiseFailsTheJob() {
    SparkException failure = ofTask(new IllegalStateException("disk full"));

    assertThatThrownBy(
            () -> ReadFailure.unlessIn(() -> ReadFailureTest.<RuntimeException>sneak(failure)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("disk full")
        .hasCause(failure);
  }

  /** What Kafka says on an executor. */
  private static KafkaException unknownHosts() {
    return assertThrows(
        KafkaException.class,
        () ->
            ClientUtils.parseAndValidateAddresses(
                List.of("broker.invalid:9093"), ClientDnsLookup.USE_ALL_DNS_IPS));
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> String sneak(Throwable failure) throws E {
    throw (E) failure;
  }

  private static SparkException ofTask(Exception failure) {
    return new SparkException("Job aborted: Lost task 0.7 in stage 1.0: " + failure, null);
  }
}
