package io.keystream.job.sink;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.protocol.Errors;

/** Why Kafka did not take rows: what it said, and what to do. */
final class KafkaRefusal extends KafkaException {
  private static final long serialVersionUID = 1L;
  private static final String TOPIC_REFUSED = Errors.TOPIC_AUTHORIZATION_FAILED.message();
  private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";

  private KafkaRefusal(String message, Throwable cause) {
    super(message, cause);
  }

  /** The refusal of a record for a topic. */
  static KafkaRefusal of(String topic, Exception failure) {
    return failure instanceof KafkaRefusal known
        ? known
        : new KafkaRefusal("topic " + topic + ": " + text(failure, topic), failure);
  }

  /**
   * The refusal that a failure means.
   *
   * @param name the share's transactional id and group
   * @param topic where its progress is kept
   */
  static KafkaRefusal of(String name, String topic, Exception failure) {
    return failure instanceof KafkaRefusal known
        ? known
        : new KafkaRefusal(name + ": " + text(failure, topic), failure);
  }

  private static String text(Exception failure, String topic) {
    Throwable said = failure;
    while (said.getCause() != null && remedy(said, topic).isEmpty()) {
      said = said.getCause();
    }
    return said.getClass().getSimpleName() + ": " + said.getMessage() + remedy(said, topic);
  }

  /** Of some refusals the client keeps no more than the message. */
  private static boolean says(Throwable said, String words) {
    return String.valueOf(said.getMessage()).contains(words);
  }

  private static String remedy(Throwable said, String topic) {
    if (said instanceof TransactionalIdAuthorizationException) {
      return "; allow the principal Write and Describe on this transactional id, or on its prefix";
    }
    if (said instanceof GroupAuthorizationException) {
      return "; allow the principal Read on this group, or on its prefix";
    }
    if (said instanceof TopicAuthorizationException || says(said, TOPIC_REFUSED)) {
      return "; allow the principal Read, Write and Describe on the topic";
    }
    if (said instanceof RecordTooLargeException) {
      return "; raise max.message.bytes of the topic, as max-record-bytes of the output allows"
          + " such records";
    }
    if (said instanceof UnknownTopicOrPartitionException) {
      return "; create the topic " + topic;
    }
    if (says(said, MAX_TIMEOUT)) {
      return "; lower transaction-timeout of the output, or raise "
          + MAX_TIMEOUT
          + " of the brokers";
    }
    if (said instanceof ProducerFencedException || said instanceof InvalidProducerEpochException) {
      return "; another process delivers the same share, or the batch took longer than"
          + " transaction-timeout: then raise it, or writers";
    }
    if (said instanceof AuthenticationException) {
      return "; check security of the output's cluster, and the age of the delegation token";
    }
    if (said instanceof TimeoutException) {
      return "; check that the brokers answer, and that the topic " + topic + " exists";
    }
    return "";
  }
}
