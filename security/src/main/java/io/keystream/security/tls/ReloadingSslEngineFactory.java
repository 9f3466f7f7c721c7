package io.keystream.security.tls;

import io.keystream.security.secrets.Secret;
import io.keystream.security.secrets.SecretReader;
import io.keystream.security.secrets.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of Kafka clients that run for months: it reads truststore and key store anew when their files
 * were replaced, so new connections trust and show what was renewed. It reads the password of the
 * key store when it reads the store, so the client's properties hold none.
 */
public final class ReloadingSslEngineFactory implements SslEngineFactory {
  /** How the client properties begin that say where the password of the key store is. */
  public static final String PASSWORD_PREFIX = "keystream.keystore.password.";

  private static final Logger LOG = LoggerFactory.getLogger(ReloadingSslEngineFactory.class);

  private final Map<String, Object> configs = new HashMap<>();
  private SecretReader password;
  private Map<Path, FileTime> read = Map.of();
  private DefaultSslEngineFactory stores;

  @Override
  public void configure(Map<String, ?> properties) {
    configs.putAll(properties);
    try {
      password =
          SecretReader.ofCurrentUser(SecretSource.fromProperties(properties, PASSWORD_PREFIX));
      read = modified();
      stores = load();
    } catch (IOException e) {
      throw new KafkaException(name() + ": " + e.getMessage(), e);
    }
  }

  private String name() {
    return configs.get(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG) == null
        ? "Truststore " + text(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG)
        : "Key store " + text(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
  }

  @Override
  public SSLEngine createClientSslEngine(String host, int port, String endpointIdentification) {
    return newest().createClientSslEngine(host, port, endpointIdentification);
  }

  @Override
  public SSLEngine createServerSslEngine(String host, int port) {
    return newest().createServerSslEngine(host, port);
  }

  @Override
  public boolean shouldBeRebuilt(Map<String, Object> nextConfigs) {
    return false; // It looks for new files itself.
  }

  @Override
  public Set<String> reconfigurableConfigs() {
    return Set.of();
  }

  @Override
  public KeyStore keystore() {
    return newest().keystore();
  }

  @Override
  public KeyStore truststore() {
    return newest().truststore();
  }

  SSLContext context() {
    return newest().sslContext();
  }

  @Override
  public void close() {}

  /** A file that cannot be used, as one that is being replaced, leaves the one before in use. */
  private synchronized DefaultSslEngineFactory newest() {
    try {
      Map<Path, FileTime> now = modified();
      if (!now.equals(read)) {
        stores = load();
        read = now;
        LOG.info("New connections use what {} hold now", now.keySet());
      }
    } catch (IOException | KafkaException e) {
      LOG.error("New connections use the key and certificates before: {}", e.getMessage(), e);
    }
    return stores;
  }

  private Map<Path, FileTime> modified() throws IOException {
    Map<Path, FileTime> files = new HashMap<>();
    for (String key :
        Set.of(
            SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG)) {
      if (configs.get(key) != null) {
        Path file = Path.of(text(key));
        if (!Files.isReadable(file)) {
          throw new IOException("No readable file " + file.toAbsolutePath() + " (" + key + ")");
        }
        files.put(file, Files.getLastModifiedTime(file));
      }
    }
    return files;
  }

  private DefaultSslEngineFactory load() throws IOException {
    Map<String, Object> withPassword = new HashMap<>(configs);
    Optional<Password> secret = password.read().map(Secret::reveal).map(Password::new);
    boolean pem = DefaultSslEngineFactory.PEM_TYPE.equals(configs.get("ssl.keystore.type"));
    secret.ifPresent(
        text -> {
          // A PEM file has no password of its own, only its key has.
          if (!pem) {
            withPassword.put(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, text);
          }
          withPassword.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, text);
        });
    DefaultSslEngineFactory loaded = new DefaultSslEngineFactory();
    try {
      loaded.configure(withPassword);
    } catch (KafkaException e) {
      throw new IOException(
          (password.isNeeded() ? "cannot be opened with " + password + ": " : "")
              + e.getMessage()
              + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()),
          e);
    }
    return loaded;
  }

  private String text(String key) {
    return String.valueOf(configs.get(key));
  }
}
