package io.keystream.job.cli;

import io.keystream.job.lifecycle.RecordedCredentials;
import io.keystream.security.token.Credential;
import io.keystream.security.token.Outlook;
import io.keystream.security.token.TimeLeft;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * In short what a running job logs in with: {@code keystream tokens} has all of it.
 *
 * @param repairs how often the driver renewed tokens in Spark's place
 * @param kind of the credential that ends first; null if none has an end
 */
record NextEnd(int repairs, String kind, String service, Instant expires, String action) {

  static NextEnd of(RecordedCredentials recorded, Instant now) {
    Optional<Credential> first =
        recorded.held().stream()
            .filter(each -> each.expires() != null)
            .min(Comparator.comparing(Credential::expires));
    return new NextEnd(
        recorded.repairs(),
        first.map(Credential::kind).orElse(null),
        first.map(Credential::service).orElse(null),
        first.map(Credential::expires).orElse(null),
        first.map(each -> Outlook.of(each, now, Duration.ZERO).action()).orElse(null));
  }

  String forPeople(Instant now) {
    String count = repairs + (repairs == 1 ? " repair" : " repairs");
    return expires == null
        ? count
        : "%s; first to end: %s for %s, %s left, %s"
            .formatted(count, kind, service, TimeLeft.between(now, expires), action);
  }
}
