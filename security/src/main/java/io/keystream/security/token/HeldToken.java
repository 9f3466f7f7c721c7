package io.keystream.security.token;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * @param id tells it from the one before, Kafka's token id or Hadoop's sequence number where it is
 *     of that form; nobody logs in with it alone
 * @param terms what its identifier says, if that is of Hadoop's form; Kafka's is an id only
 */
public record HeldToken(String kind, String service, String id, Optional<Terms> terms) {
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

  static HeldToken of(Token<? extends TokenIdentifier> token) {
    Optional<AbstractDelegationTokenIdentifier> known = decode(token);
    return new HeldToken(
        token.getKind().toString(),
        token.getService().toString(),
        known.map(of -> Integer.toString(of.getSequenceNumber())).orElseGet(() -> id(token)),
        known.map(HeldToken::terms));
  }

  private static String id(Token<? extends TokenIdentifier> token) {
    return token.getKind().toString().equals(KAFKA)
        ? new String(token.getIdentifier(), UTF_8)
        : Integer.toHexString(Arrays.hashCode(token.getIdentifier()));
  }

  private static Terms terms(AbstractDelegationTokenIdentifier known) {
    return new Terms(
        known.getOwner().toString(),
        Instant.ofEpochMilli(known.getIssueDate()),
        Instant.ofEpochMilli(known.getMaxDate()));
  }

  private static Optional<AbstractDelegationTokenIdentifier> decode(
      Token<? extends TokenIdentifier> token) {
    try {
      return token.decodeIdentifier() instanceof AbstractDelegationTokenIdentifier known
          ? Optional.of(known)
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
