package io.keystream.security;

import io.keystream.security.jaas.JaasConfig;
import io.keystream.security.jaas.ScramCallbackHandler;
import io.keystream.security.secrets.SecretSource;
import io.keystream.security.tls.ClientCertificate;
import io.keystream.security.tls.ClientKey;
import io.keystream.security.tls.ReloadingSslEngineFactory;
import io.keystream.security.tls.Truststore;
import io.keystream.security.token.DelegationTokenCallbackHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Security properties of Kafka clients, one method a way to authenticate. All but {@link
 * #unprotected} use TLS with host name verification, and none holds a secret.
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

  /**
   * Logs in as a user with a password.
   *
   * @param mechanism {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512}
   * @param password where the password is when the client logs in
   */
  public static Map<String, Object> scram(
      String user, String mechanism, SecretSource password, Truststore truststore) {
    Map<String, Object> properties = saslSsl(truststore);
    properties.put(SaslConfigs.SASL_MECHANISM, mechanism);
    properties.put(SaslConfigs.SASL_JAAS_CONFIG, JaasConfig.scram());
    properties.put(
        SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS, ScramCallbackHandler.class.getName());
    properties.put(ScramCallbackHandler.USER_CONFIG, user);
    properties.putAll(password.toProperties(ScramCallbackHandler.PASSWORD_PREFIX));
    return properties;
  }

  /** Shows a certificate. */
  public static Map<String, Object> certificate(ClientKey key, Truststore truststore) {
    Map<String, Object> properties = tls("SSL", truststore);
    properties.putAll(ClientCertificate.properties(key));
    return properties;
  }

  /** Does not say who it is. */
  public static Map<String, Object> unauthenticated(Truststore truststore) {
    return tls("SSL", truststore);
  }

  /** Does not say who it is, and sends and receives in plain text. */
  public static Map<String, Object> unprotected() {
    return new LinkedHashMap<>(Map.of(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT"));
  }

  private static Map<String, Object> saslSsl(Truststore truststore) {
    return tls("SASL_SSL", truststore);
  }

  private static Map<String, Object> tls(String protocol, Truststore truststore) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
    properties.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "https");
    properties.put(
        SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, ReloadingSslEngineFactory.class.getName());
    properties.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, truststore.location());
    properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, truststore.type());
    return properties;
  }
}
