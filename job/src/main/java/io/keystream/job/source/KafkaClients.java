package io.keystream.job.source;

import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.config.KafkaSecurityConfig;
import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.security.KafkaClientSecurity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Properties of the Kafka clients on driver and executors. They hold no secret. */
public final class KafkaClients {
  private static final String CLUSTER = "source";
  private static final int MAX_POLL_RECORDS = 5_000;

  private KafkaClients() {}

  /**
   * The id in {@code spark.kafka.clusters.<id>.*}, whose tokens the clients of a source present.
   *
   * @param source name of the source; empty for the only one
   */
  public static String cluster(String source) {
    return source.isEmpty() ? CLUSTER : CLUSTER + "-" + source;
  }

  /**
   * What every client needs: brokers and security.
   *
   * @param source name of the source; empty for the only one
   */
  public static Map<String, Object> common(String source, KafkaSourceConfig config) {
    return common(
        cluster(source), config.bootstrapServers(), ClusterSecurity.onCluster(config.security()));
  }

  /**
   * The same for the cluster of an output.
   *
   * @param output name of the output
   */
  public static Map<String, Object> common(String output, KafkaClusterConfig config) {
    return common(
        "output-" + output,
        config.bootstrapServers(),
        ClusterSecurity.onCluster(config.security()));
  }

  /**
   * The same for a cluster to which the job does not log in with tokens.
   *
   * @param place where the files are that the configuration names
   */
  public static Map<String, Object> withoutToken(
      KafkaClusterConfig config, UnaryOperator<String> place) {
    return common("", config.bootstrapServers(), new ClusterSecurity(config.security(), place));
  }

  private static Map<String, Object> common(
      String cluster, List<String> bootstrapServers, ClusterSecurity means) {
    Map<String, Object> properties = new LinkedHashMap<>(security(cluster, means));
    properties.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", bootstrapServers));
    // Over months every broker that was known may have been replaced (KIP-899).
    properties.put(
        CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
        MetadataRecoveryStrategy.REBOOTSTRAP.name);
    return properties;
  }

  /** A consumer of executors, which is told what to read, and neither commits nor resets. */
  static Map<String, Object> reader(String source, KafkaSourceConfig config) {
    Map<String, Object> properties = common(source, config);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, "spark-executor-" + config.groupId());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    // As large as the operating system finds right, instead of 64 KiB.
    properties.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
    properties.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    return properties;
  }

  private static Map<String, Object> security(String cluster, ClusterSecurity means) {
    KafkaSecurityConfig security = means.config();
    return switch (security.auth()) {
      case DELEGATION_TOKEN -> KafkaClientSecurity.delegationToken(cluster, means.truststore());
      case KEYTAB ->
          KafkaClientSecurity.keytab(
              security.principal().orElseThrow(),
              means.place().apply(security.keytab().orElseThrow()),
              security.serviceName(),
              means.truststore());
      case SCRAM, MTLS, NONE -> means.withoutKerberos();
    };
  }
}
