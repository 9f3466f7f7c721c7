package io.keystream.security;

import io.keystream.security.jaas.JaasConfig;
import io.keystream.security.tls.Truststore;
import io.keystream.security.token.DelegationTokenCallbackHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Security properties of Kafka clients, one method a way to authenticate. All use TLS with host
 * name verification, and none holds a secret.
 */
public final class KafkaClientSecurity {
  private KafkaClientSecurity() {}

  /**
   * Logs in with the newest delegation token of {@code cluster} that the process holds.
   *
   * @param cluster the id in {@code spark.kafka.clusters.<id>.*}
   */
  public static Map<String, Object> delegationToken(String cluster, Truststore truststore) {
    Map<String, Object> properties = saslSsl(truststore);
    properties.put(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
    properties.put(SaslConfigs.SASL_JAAS_CONFIG, JaasConfig.delegationToken());
    properties.put(
        SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS,
        DelegationTokenCallbackHandler.class.getName());
    properties.put(DelegationTokenCallbackHandler.CLUSTER_CONFIG, cluster);
    return properties;
  }

  /**
   * Logs in to the KDC with a keytab.
   *
   * @param keytab path of the keytab where the client runs
   */
  public static Map<String, Object> keytab(
      String principal, String keytab, String serviceName, Truststore truststore) {
    Map<String, Object> properties = saslSsl(truststore);
    properties.put(SaslConfigs.SASL_MECHANISM, SaslConfigs.GSSAPI_MECHANISM);
    properties.put(SaslConfigs.SASL_JAAS_CONFIG, JaasConfig.keytab(principal, keytab, serviceName));
    return properties;
  }

  private static Map<String, Object> saslSsl(Truststore truststore) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
    properties.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "https");
    properties.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, truststore.location());
    properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, truststore.type());
    return properties;
  }
}
