package io.keystream.job.source;

import io.keystream.job.config.KafkaSecurityConfig;
import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.security.KafkaClientSecurity;
import io.keystream.security.tls.Truststore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Properties of the Kafka clients on driver and executors. They hold no secret. */
public final class KafkaClients {
  /** The id in {@code spark.kafka.clusters.<id>.*}, whose tokens the clients present. */
  public static final String CLUSTER = "source";

  private KafkaClients() {}

  /** What every client needs: brokers and security. */
  public static Map<String, Object> common(KafkaSourceConfig config) {
    Map<String, Object> properties = new LinkedHashMap<>(security(config.security()));
    properties.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", config.bootstrapServers()));
    return properties;
  }

  /** A consumer that neither commits nor resets its position by itself. */
  public static Map<String, Object> consumer(KafkaSourceConfig config) {
    Map<String, Object> properties = common(config);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.groupId());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    return properties;
  }

  private static Map<String, Object> security(KafkaSecurityConfig security) {
    Truststore truststore =
        new Truststore(security.truststore().location(), security.truststore().type().toString());
    return switch (security.auth()) {
      case DELEGATION_TOKEN -> KafkaClientSecurity.delegationToken(CLUSTER, truststore);
      case KEYTAB ->
          KafkaClientSecurity.keytab(
              security.principal().orElseThrow(),
              security.keytab().orElseThrow(),
              security.serviceName(),
              truststore);
    };
  }
}
