package io.keystream.job.lifecycle;

import io.keystream.job.metrics.DriverMetrics;
import io.keystream.job.metrics.Metric;
import io.keystream.security.token.Credential;
import io.keystream.security.token.Credential.Renewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the driver's metrics tell of its credentials: of several of a kind the first to end, the
 * oldest, and the one whose renewal is overdue for longest. A kind that is not held is not shown.
 */
final class CredentialMetrics {
  private static final String CERTIFICATES = "certificates";

  private final DriverMetrics metrics;
  private final Clock clock;
  private final Map<Metric, Set<String>> shown = new EnumMap<>(Metric.class);

  CredentialMetrics(DriverMetrics metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Shows what is held now. */
  void show(RecordedCredentials now) {
    metrics.show(Metric.TOKEN_REPAIRS, now.repairs());
    Map<String, Instant> issued = new HashMap<>();
    Map<String, Instant> ends = new HashMap<>();
    Map<String, Instant> due = new HashMap<>();
    for (Credential each : now.held()) {
      String kind = kind(each);
      keepFirst(issued, kind, each.issued());
      keepFirst(ends, kind, each.expires());
      if (each.renewedBy() != null && each.renewedBy() != Renewer.NOBODY) {
        keepFirst(due, kind, each.renewal());
      }
    }
    show(Metric.CREDENTIAL_AGE, issued, this::since);
    show(Metric.CREDENTIAL_LEFT, ends, end -> -since(end));
    show(Metric.CREDENTIAL_OVERDUE, due, planned -> Math.max(0, since(planned)));
  }

  /** How a time is told. */
  private interface Telling {
    double seconds(Instant time);
  }

  private void show(Metric metric, Map<String, Instant> times, Telling telling) {
    times.forEach((kind, time) -> metrics.show(metric, () -> telling.seconds(time), kind));
    Set<String> before = shown.getOrDefault(metric, Set.of());
    before.stream()
        .filter(kind -> !times.containsKey(kind))
        .forEach(kind -> metrics.drop(metric, kind));
    shown.put(metric, new HashSet<>(times.keySet()));
  }

  private static void keepFirst(Map<String, Instant> times, String kind, Instant time) {
    if (time != null) {
      times.merge(kind, time, (a, b) -> a.isBefore(b) ? a : b);
    }
  }

  private double since(Instant time) {
    return (double) Duration.between(time, clock.instant()).toSeconds();
  }

  private static String kind(Credential credential) {
    return switch (credential.kind()) {
      case Credential.TRUSTED, Credential.OWN_CERTIFICATE -> CERTIFICATES;
      default -> credential.kind().toLowerCase(Locale.ROOT).replace("_delegation_token", "_token");
    };
  }
}
