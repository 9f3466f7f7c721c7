package io.keystream.job.source;

import io.keystream.security.RootCause;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NetworkException;

/**
 * An admin client that is made by the first question. Kafka makes none while DNS knows no host of
 * {@code bootstrap.servers}, and that is no more than brokers that do not answer.
 */
final class AdminConnection implements AutoCloseable {
  /** What Kafka's clients say when DNS knows none of the hosts. */
  static final String UNKNOWN_HOSTS = "No resolvable bootstrap urls";

  private final Map<String, Object> properties;
  private Admin admin;

  /**
   * @param properties of the client
   */
  AdminConnection(Map<String, Object> properties) {
    this.properties = Map.copyOf(properties);
  }

  /**
   * The client.
   *
   * @throws NetworkException while DNS knows none of the hosts
   * @throws KafkaException if no client can be made of these properties
   */
  synchronized Admin admin() {
    if (admin == null) {
      admin = make();
    }
    return admin;
  }

  private Admin make() {
    try {
      return Admin.create(properties);
    } catch (KafkaException e) {
      String reason = RootCause.message(e);
      if (reason.contains(UNKNOWN_HOSTS)) {
        throw new NetworkException(
            "DNS knows none of the hosts of "
                + properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
            e);
      }
      throw new KafkaException("No Kafka client can be made: " + reason, e);
    }
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close();
    }
  }
}
