package io.keystream.security.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;

/**
 * The Kafka delegation tokens among a user's Hadoop credentials.
 *
 * <p>Spark's token provider stores one per cluster, under the service name {@code
 * kafka.server.delegation.token.<cluster>}, and replaces it at every renewal, so that what is found
 * here is the newest.
 */
public final class KafkaDelegationTokens {
  private static final String SERVICE_PREFIX = "kafka.server.delegation.token.";

  private KafkaDelegationTokens() {}

  /**
   * The current token of a cluster.
   *
   * @param cluster the id in {@code spark.kafka.clusters.<id>.*}
   */
  static Optional<KafkaDelegationToken> find(Credentials credentials, String cluster) {
    Token<? extends TokenIdentifier> token =
        credentials.getToken(new Text(SERVICE_PREFIX + cluster));
    return Optional.ofNullable(token)
        .map(
            found ->
                new KafkaDelegationToken(
                    new String(found.getIdentifier(), UTF_8),
                    new String(found.getPassword(), UTF_8)));
  }

  /** Service names of all tokens held, for messages; they contain no secret. */
  static List<String> services(Credentials credentials) {
    TreeSet<String> services = new TreeSet<>();
    for (Token<? extends TokenIdentifier> token : credentials.getAllTokens()) {
      services.add(token.getKind() + " for " + token.getService());
    }
    return List.copyOf(services);
  }
}
