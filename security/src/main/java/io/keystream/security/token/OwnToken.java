package io.keystream.security.token;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;

/**
 * A token of HDFS or Kafka that was given to a job, so that it can be cancelled when the job has
 * stopped. It holds no password: that is not needed to cancel one's own tokens.
 *
 * @param identifier in base64; whoever cancels a token of HDFS has to name it by this
 */
public record OwnToken(String kind, String service, String id, String identifier, Instant seen) {

  /** Those among a user's credentials. */
  public static List<OwnToken> in(Credentials credentials, Instant seen) {
    return credentials.getAllTokens().stream()
        .filter(token -> !token.isPrivate())
        .map(token -> of(token, seen))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<OwnToken> of(Token<? extends TokenIdentifier> token, Instant seen) {
    HeldToken held = HeldToken.of(token);
    if (!List.of(HeldToken.KAFKA, HeldToken.HDFS).contains(held.kind())) {
      return Optional.empty();
    }
    String identifier = Base64.getEncoder().encodeToString(token.getIdentifier());
    return Optional.of(new OwnToken(held.kind(), held.service(), held.id(), identifier, seen));
  }

  /** Whether both are the same token, whenever they were seen. */
  public boolean is(OwnToken other) {
    return kind.equals(other.kind)
        && service.equals(other.service)
        && identifier.equals(other.identifier);
  }

  /** The token, without its password. */
  public Token<? extends TokenIdentifier> named() {
    return new Token<>(
        Base64.getDecoder().decode(identifier), new byte[0], new Text(kind), new Text(service));
  }

  @Override
  public String toString() {
    return kind + " for " + service + ", " + id;
  }
}
