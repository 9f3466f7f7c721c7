package io.keystream.security.token;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;
import org.apache.hadoop.security.token.delegation.AbstractDelegationTokenIdentifier;

/**
 * What may be known of a delegation token: all but its password.
 *
 * @param kind such as {@code HDFS_DELEGATION_TOKEN}
 * @param service whom it is for
 * @param identifier tells it from the one before; nobody logs in with it alone
 * @param terms what its identifier says, if that is of Hadoop's form; Kafka's is an id only
 */
public record HeldToken(String kind, String service, int identifier, Optional<Terms> terms) {
  /** The kind of the tokens of HDFS. */
  public static final String HDFS = "HDFS_DELEGATION_TOKEN";

  /** The kind of Kafka's tokens. */
  public static final String KAFKA = "KAFKA_DELEGATION_TOKEN";

  /**
   * Whose a token is, and when.
   *
   * @param owner short name or principal
   * @param issued when it was made
   * @param end when it ends however often it is renewed
   */
  public record Terms(String owner, Instant issued, Instant end) {}

  /** The tokens of a user, without the copies that Hadoop makes of them for itself. */
  public static List<HeldToken> in(Credentials credentials) {
    return credentials.getAllTokens().stream()
        .filter(token -> !token.isPrivate())
        .map(HeldToken::of)
        .toList();
  }

  private static HeldToken of(Token<? extends TokenIdentifier> token) {
    return new HeldToken(
        token.getKind().toString(),
        token.getService().toString(),
        Arrays.hashCode(token.getIdentifier()),
        terms(token));
  }

  private static Optional<Terms> terms(Token<? extends TokenIdentifier> token) {
    try {
      return token.decodeIdentifier() instanceof AbstractDelegationTokenIdentifier known
          ? Optional.of(
              new Terms(
                  known.getOwner().toString(),
                  Instant.ofEpochMilli(known.getIssueDate()),
                  Instant.ofEpochMilli(known.getMaxDate())))
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return kind
        + " for "
        + service
        + terms
            .map(known -> " (of %s, issued %s)".formatted(known.owner(), known.issued()))
            .orElse("");
  }
}
