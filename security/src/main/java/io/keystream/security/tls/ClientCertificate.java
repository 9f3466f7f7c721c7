package io.keystream.security.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.SslConfigs;

/** Opens the stores of a client that shows a certificate exactly as the client does. */
public final class ClientCertificate {
  private ClientCertificate() {}

  /** Client properties that name the stores, and where the password is. */
  public static Map<String, Object> properties(ClientKey key) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, key.location());
    properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, key.type());
    properties.putAll(key.password().toProperties(ReloadingSslEngineFactory.PASSWORD_PREFIX));
    return properties;
  }

  /** The certificate that the client shows. */
  public static X509Certificate of(ClientKey key) throws IOException, GeneralSecurityException {
    KeyStore store = stores(properties(key)).keystore();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return (X509Certificate) store.getCertificate(alias);
      }
    }
    throw new IOException("Key store " + key.location() + " holds no private key");
  }

  /** A TLS context that shows the certificate, and trusts what is in the truststore. */
  public static SSLContext context(ClientKey key, Truststore truststore) {
    Map<String, Object> properties = properties(key);
    properties.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, truststore.location());
    properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, truststore.type());
    return stores(properties).context();
  }

  private static ReloadingSslEngineFactory stores(Map<String, Object> properties) {
    Map<String, Object> configs = new HashMap<>(properties);
    configs.put(SslConfigs.SSL_PROTOCOL_CONFIG, SslConfigs.DEFAULT_SSL_PROTOCOL);
    configs.put(
        SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG, SslConfigs.DEFAULT_SSL_KEYMANGER_ALGORITHM);
    configs.put(
        SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG,
        SslConfigs.DEFAULT_SSL_TRUSTMANAGER_ALGORITHM);
    configs.putIfAbsent(
        SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, SslConfigs.DEFAULT_SSL_TRUSTSTORE_TYPE);
    ReloadingSslEngineFactory stores = new ReloadingSslEngineFactory();
    stores.configure(configs);
    return stores;
  }
}
