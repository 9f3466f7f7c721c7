package io.keystream.job.source;

import io.keystream.job.config.Encryption;
import io.keystream.job.config.KafkaAuth;
import io.keystream.job.config.KafkaSecurityConfig;
import io.keystream.job.config.KeystoreConfig;
import io.keystream.job.config.ScramConfig;
import io.keystream.security.KafkaClientSecurity;
import io.keystream.security.secrets.SecretSource;
import io.keystream.security.tls.ClientCertificate;
import io.keystream.security.tls.ClientKey;
import io.keystream.security.tls.TrustedCertificates;
import io.keystream.security.tls.Truststore;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/**
 * What proves the sides of a connection to a Kafka cluster to each other, where a client finds it.
 *
 * @param config of the cluster
 * @param place where a file is that the configuration names
 */
public record ClusterSecurity(KafkaSecurityConfig config, UnaryOperator<String> place) {

  /** Where driver and executors find it: shipped files in the working folder. */
  static ClusterSecurity onCluster(KafkaSecurityConfig config) {
    return new ClusterSecurity(config, UnaryOperator.identity());
  }

  /** Whether connections are TLS. */
  public boolean encrypted() {
    return config.encryption() == Encryption.TLS;
  }

  /** The certificates that verify the brokers. */
  public Truststore truststore() {
    return config
        .truststore()
        .map(store -> new Truststore(place.apply(store.location()), store.type().toString()))
        .orElseThrow();
  }

  /** Where the password of {@link KafkaAuth#SCRAM} is. */
  public SecretSource password() {
    return scram().password().withFile(place);
  }

  /** The key of {@link KafkaAuth#MTLS}. */
  public ClientKey key() {
    KeystoreConfig keystore = config.keystore().orElseThrow();
    return new ClientKey(
        place.apply(keystore.location()),
        keystore.type().toString(),
        keystore.password().withFile(place));
  }

  /** A TLS context that trusts, and shows, what the clients do. */
  public SSLContext sslContext() throws IOException, GeneralSecurityException {
    return config.auth() == KafkaAuth.MTLS
        ? ClientCertificate.context(key(), truststore())
        : TrustedCertificates.context(truststore());
  }

  /** Security properties of a client that needs no Kerberos; they hold no secret. */
  public Map<String, Object> withoutKerberos() {
    return switch (config.auth()) {
      case SCRAM ->
          KafkaClientSecurity.scram(
              scram().user(), scram().mechanism().toString(), password(), truststore());
      case MTLS -> KafkaClientSecurity.certificate(key(), truststore());
      case NONE ->
          encrypted()
              ? KafkaClientSecurity.unauthenticated(truststore())
              : KafkaClientSecurity.unprotected();
      case DELEGATION_TOKEN, KEYTAB ->
          throw new IllegalArgumentException(config.auth() + " needs Kerberos");
    };
  }

  /** Who the job says it is, and where the proof is; for people. */
  public String identity() {
    return switch (config.auth()) {
      case SCRAM -> "user " + scram().user() + " with " + password();
      case MTLS -> "the certificate in " + key().location();
      case NONE -> "nobody in particular (auth: none)";
      case DELEGATION_TOKEN, KEYTAB -> "the principal";
    };
  }

  /** What to do if the brokers do not let the job in; for people. */
  public String remedy() {
    return switch (config.auth()) {
      case SCRAM ->
          "Put the password there that the brokers have for this user, or have them know this"
              + " one";
      case MTLS ->
          "Have it signed by an authority that the brokers trust, or connect to their listener"
              + " for certificates";
      case NONE ->
          "Connect to a listener that lets in everybody, or choose the auth that this one wants";
      case DELEGATION_TOKEN, KEYTAB -> "Mend what the check of the keytab found";
    };
  }

  private ScramConfig scram() {
    return config.scram().orElseThrow();
  }
}
