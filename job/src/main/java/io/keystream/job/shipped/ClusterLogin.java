package io.keystream.job.shipped;

import io.keystream.job.config.KafkaClusterConfig;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How this process logs in to a Kafka cluster. */
public interface ClusterLogin {
  /**
   * Properties of a client, with the brokers that are asked first.
   *
   * @param place where the files are that the configuration names
   */
  Map<String, Object> client(KafkaClusterConfig cluster, UnaryOperator<String> place);
}
