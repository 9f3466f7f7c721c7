package io.keystream.job.source;

import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.config.KafkaSecurityConfig;
import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.security.KafkaClientSecurity;
import io.keystream.security.tls.Truststore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Properties of the Kafka clients on driver and executors. They hold no secret. */
public final class KafkaClients {
  /** The id in {@code spark.kafka.clusters.<id>.*}, whose tokens the clients present. */
  public static final String CLUSTER = "source";

  private static final int MAX_POLL_RECORDS = 5_000;

  private KafkaClients() {}

  /** What every client needs: brokers and security. */
  public static Map<String, Object> common(KafkaSourceConfig config) {
    return common(config.bootstrapServers(), config.security(), CLUSTER);
  }

  /**
   * The same for another cluster.
   *
   * @param id the id in {@code spark.kafka.clusters.<id>.*}
   */
  public static Map<String, Object> common(KafkaClusterConfig cluster, String id) {
    return common(cluster.bootstrapServers(), cluster.security(), id);
  }

  /** The id of the cluster that an output names, as spark.conf has it. */
  public static String outputCluster(String output) {
    return "output-" + output;
  }

  private static Map<String, Object> common(
      List<String> bootstrapServers, KafkaSecurityConfig security, String cluster) {
    Map<String, Object> properties = new LinkedHashMap<>(security(security, cluster));
    properties.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", bootstrapServers));
    // Over months every broker that was known may have been replaced (KIP-899).
    properties.put(
        CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
        MetadataRecoveryStrategy.REBOOTSTRAP.name);
    return properties;
  }

  /** A consumer of executors, which is told what to read, and neither commits nor resets. */
  static Map<String, Object> reader(KafkaSourceConfig config) {
    Map<String, Object> properties = common(config);
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

  private static Map<String, Object> security(KafkaSecurityConfig security, String cluster) {
    Truststore truststore =
        new Truststore(security.truststore().location(), security.truststore().type().toString());
    return switch (security.auth()) {
      case DELEGATION_TOKEN -> KafkaClientSecurity.delegationToken(cluster, truststore);
      case KEYTAB ->
          KafkaClientSecurity.keytab(
              security.principal().orElseThrow(),
              security.keytab().orElseThrow(),
              security.serviceName(),
              truststore);
    };
  }
}
