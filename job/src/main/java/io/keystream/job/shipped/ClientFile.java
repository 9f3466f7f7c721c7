package io.keystream.job.shipped;

import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.source.ClusterSecurity;
import io.keystream.security.RootCause;
import io.keystream.security.tls.ClientCertificate;
import io.keystream.security.tls.TrustedCertificates;
import io.keystream.security.tls.Truststore;
import io.keystream.security.tls.VerifiedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * A file that clients of a Kafka cluster need, proved by logging in to the cluster with it. What
 * the job trusts is proved against every broker, so that an authority does not go before the last
 * broker shows a certificate of the next one.
 *
 * @param content what can be told of it
 */
record ClientFile(KafkaClusterConfig cluster, ClusterLogin login, Content content)
    implements FileKind {
  private static final int TIMEOUT_MILLIS = 20_000;

  /** What clients find in a file. */
  enum Content {
    AUTHORITIES,
    KEY,
    PASSWORD
  }

  @Override
  public void prove(Path file, UnaryOperator<String> place) throws IOException {
    try {
      List<String> brokers = brokers(place);
      ClusterSecurity security = new ClusterSecurity(cluster.security(), place);
      if (security.encrypted()) {
        verify(brokers, security.sslContext());
      }
    } catch (KafkaException | GeneralSecurityException e) {
      throw refused(String.join(", ", cluster.bootstrapServers()), e);
    }
  }

  private List<String> brokers(UnaryOperator<String> place) throws IOException {
    Map<String, Object> client = new HashMap<>(login.client(cluster, place));
    client.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    client.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
    try (Admin admin = Admin.create(client)) {
      return admin.describeCluster().nodes().get().stream()
          .map(node -> node.host() + ":" + node.port())
          .toList();
    } catch (ExecutionException e) {
      throw refused(String.join(", ", cluster.bootstrapServers()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while logging in to Kafka", e);
    }
  }

  private static void verify(List<String> brokers, SSLContext context) throws IOException {
    for (String broker : brokers) {
      try {
        VerifiedServer.session(broker, context);
      } catch (IOException e) {
        throw refused(broker, e);
      }
    }
  }

  private static IOException refused(String brokers, Exception cause) {
    return new IOException(
        "no connection to " + brokers + " with it: " + RootCause.message(cause), cause);
  }

  @Override
  public String describe(Path file, UnaryOperator<String> place) throws IOException {
    ClusterSecurity security = new ClusterSecurity(cluster.security(), place);
    try {
      return switch (content) {
        case AUTHORITIES ->
            TrustedCertificates.authorities(
                    new Truststore(file.toString(), security.truststore().type()))
                .stream()
                .map(ClientFile::describe)
                .collect(Collectors.joining(", "));
        case KEY -> describe(ClientCertificate.of(security.key()));
        case PASSWORD -> "a password";
      };
    } catch (KafkaException | GeneralSecurityException e) {
      throw new IOException(RootCause.message(e), e);
    }
  }

  private static String describe(X509Certificate certificate) {
    return certificate.getSubjectX500Principal() + " to " + certificate.getNotAfter().toInstant();
  }
}
