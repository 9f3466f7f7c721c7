package io.keystream.job.lifecycle;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.keystream.security.token.Credential;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/**
 * What Spark's metrics of the driver tell of its credentials: seconds until each kind ends, of
 * several the first to end, and the age of the keytab's key. A kind that is not held has no gauge.
 */
final class CredentialMetrics implements Source {
  private static final String CERTIFICATES = "certificates";

  private final MetricRegistry registry = new MetricRegistry();
  private final Clock clock;
  private final Map<String, Instant> times = new ConcurrentHashMap<>();
  private volatile long repairs;

  CredentialMetrics(Clock clock) {
    this.clock = clock;
    gauge("token_repairs", () -> repairs);
  }

  void register() {
    SparkEnv.get().metricsSystem().registerSource(this);
  }

  void deregister() {
    SparkEnv env = SparkEnv.get();
    if (env != null) {
      env.metricsSystem().removeSource(this);
    }
  }

  /** Shows what is held now. */
  void show(RecordedCredentials now) {
    repairs = now.repairs();
    Map<String, Instant> found = new TreeMap<>();
    for (Credential each : now.held()) {
      if (each.kind().equals(Credential.KEYTAB) && each.issued() != null) {
        found.put("keytab.age_seconds", each.issued());
      } else if (each.expires() != null) {
        found.merge(name(each) + ".seconds_left", each.expires(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    times.putAll(found);
    found.keySet().stream()
        .filter(name -> !registry.getNames().contains(name))
        .forEach(this::gaugeOf);
    registry.removeMatching((name, metric) -> isTime(name) && !found.containsKey(name));
  }

  private static boolean isTime(String name) {
    return name.endsWith("_seconds") || name.endsWith(".seconds_left");
  }

  private void gaugeOf(String name) {
    boolean age = name.endsWith("age_seconds");
    gauge(
        name,
        () -> {
          long left = Duration.between(clock.instant(), times.get(name)).toSeconds();
          return age ? -left : left;
        });
  }

  private static String name(Credential credential) {
    return switch (credential.kind()) {
      case Credential.TRUSTED, Credential.OWN_CERTIFICATE -> CERTIFICATES;
      default -> credential.kind().toLowerCase(Locale.ROOT).replace("_delegation_token", "_token");
    };
  }

  @Override
  public String sourceName() {
    return "credentials";
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  private void gauge(String name, Gauge<Long> value) {
    registry.register(name, value);
  }
}
