package io.keystream.job.lifecycle;

import io.keystream.job.config.KafkaAuth;
import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.source.ClusterSecurity;
import io.keystream.security.token.Credential;
import io.keystream.security.token.StoredCertificates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The certificates in the driver's stores, which may be replaced while it runs. */
final class DriverCertificates implements Supplier<List<Credential>> {
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final List<KafkaClusterConfig> clusters;
  private final Clock clock;
  private List<Credential> found = List.of();
  private Instant looked = Instant.MIN;

  DriverCertificates(List<KafkaClusterConfig> clusters, Clock clock) {
    this.clusters = clusters;
    this.clock = clock;
  }

  @Override
  public List<Credential> get() {
    Instant now = clock.instant();
    if (looked.equals(Instant.MIN) || now.isAfter(looked.plus(AGAIN))) {
      looked = now;
      found = look();
    }
    return found;
  }

  private List<Credential> look() {
    List<Credential> rows = new ArrayList<>();
    for (KafkaClusterConfig cluster : clusters) {
      ClusterSecurity security = new ClusterSecurity(cluster.security(), UnaryOperator.identity());
      if (security.encrypted()) {
        rows.addAll(StoredCertificates.in(security.truststore(), "driver"));
      }
      if (cluster.security().auth() == KafkaAuth.MTLS) {
        rows.add(StoredCertificates.in(security.key(), "driver"));
      }
    }
    return rows.stream().distinct().toList();
  }
}
