package io.keystream.job.lifecycle;

import io.keystream.security.token.Credential;
import io.keystream.security.token.OwnToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a driver logs in with, as it writes it down: {@code control/credentials.json}.
 *
 * @param repairs how often it renewed tokens in Spark's place
 * @param held now, or when it ended
 * @param own tokens it was ever given and that may not have ended, also the drivers before it
 * @param renewal answer to the last {@link Control.RenewalRequest}; null before the first
 */
public record RecordedCredentials(
    String applicationId,
    long epoch,
    Instant recordedAt,
    int repairs,
    List<Credential> held,
    List<OwnToken> own,
    Renewal renewal) {
  /** More than any job is given before they end by themselves. */
  private static final int KEPT = 500;

  /**
   * An answer to a request to renew tokens.
   *
   * @param request its id
   * @param failure why there are no new ones; null if there are
   */
  public record Renewal(String request, Instant at, String failure) {}

  /** The same, with tokens of the drivers before. */
  RecordedCredentials after(RecordedCredentials before) {
    List<OwnToken> all =
        new ArrayList<>(
            before.own().stream().filter(old -> own.stream().noneMatch(old::is)).toList());
    all.addAll(own);
    return withOwn(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }

  /** The same with other tokens of its own. */
  public RecordedCredentials withOwn(List<OwnToken> others) {
    return new RecordedCredentials(
        applicationId, epoch, recordedAt, repairs, held, List.copyOf(others), renewal);
  }

  /** Whether both say the same, at whatever time. */
  boolean says(RecordedCredentials other) {
    return applicationId.equals(other.applicationId)
        && repairs == other.repairs
        && held.equals(other.held)
        && own.equals(other.own)
        && java.util.Objects.equals(renewal, other.renewal);
  }
}
