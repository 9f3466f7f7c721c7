package io.keystream.job.cli;

import io.keystream.job.config.KafkaAuth;
import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.source.ClusterSecurity;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.CredentialChecks;
import io.keystream.security.preflight.KafkaLogin;
import io.keystream.security.preflight.KafkaSettingChecks;
import io.keystream.security.preflight.NameChecks;
import io.keystream.security.preflight.Prerequisite;
import io.keystream.security.preflight.TlsChecks;
import io.keystream.security.preflight.TokenSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;

/** The logins to all clusters of a pipeline, one for each, with what they are made of. */
final class KafkaLogins implements AutoCloseable {
  private final Release release;
  private final Configuration configuration;
  private final Prerequisite ticket;
  private final TokenSettings tokens;
  private final Map<KafkaClusterConfig, KafkaLogin> opened = new LinkedHashMap<>();
  private final List<Check> checks = new ArrayList<>();

  KafkaLogins(
      Release release, Configuration configuration, Prerequisite ticket, TokenSettings tokens) {
    this.release = release;
    this.configuration = configuration;
    this.ticket = ticket;
    this.tokens = tokens;
  }

  /**
   * The login to a cluster.
   *
   * @param name of the source or output that asks, which the checks of its cluster show
   */
  KafkaLogin to(KafkaClusterConfig cluster, String name) {
    KafkaLogin known = opened.get(cluster);
    if (known != null) {
      return known;
    }
    ClusterSecurity security = new ClusterSecurity(cluster.security(), release::shipped);
    KafkaLogin login = login(cluster, security);
    opened.put(cluster, login);
    List<Check> found = new ArrayList<>(names(cluster.bootstrapServers()));
    found.addAll(credentials(cluster, security));
    found.addAll(tls(cluster.bootstrapServers(), cluster, security));
    found.add(login.check());
    found.add(login.advertised(servers -> advertised(servers, cluster, security)));
    if (cluster.security().auth() == KafkaAuth.DELEGATION_TOKEN) {
      found.add(new KafkaSettingChecks(login).tokens(tokens));
    }
    found.forEach(check -> checks.add(check.of(name)));
    return login;
  }

  /** The checks of all clusters that were asked for. */
  List<Check> checks() {
    return List.copyOf(checks);
  }

  private KafkaLogin login(KafkaClusterConfig cluster, ClusterSecurity security) {
    Map<String, Object> client = GatewayKafka.client(release, cluster);
    return switch (cluster.security().auth()) {
      case DELEGATION_TOKEN, KEYTAB ->
          new KafkaLogin(
              client,
              release.principal(),
              "Correct bootstrap-servers or security.service-name, or let the principal in",
              ticket::before);
      case SCRAM, MTLS ->
          new KafkaLogin(client, security.identity(), security.remedy(), ticket::before);
      case NONE ->
          new KafkaLogin(client, security.identity(), security.remedy(), UnaryOperator.identity());
    };
  }

  /** A password may be on the cluster, so reading one is after the login. */
  private List<Check> credentials(KafkaClusterConfig cluster, ClusterSecurity security) {
    List<Check> found = new ArrayList<>();
    if (security.encrypted()) {
      found.add(TlsChecks.truststore(security.truststore()));
    }
    if (cluster.security().auth() == KafkaAuth.MTLS) {
      CredentialChecks.keystore(security.key()).stream().map(ticket::before).forEach(found::add);
    }
    cluster
        .security()
        .scram()
        .map(scram -> CredentialChecks.password(scram.user(), security.password(), configuration))
        .map(ticket::before)
        .ifPresent(found::add);
    return found;
  }

  private List<Check> tls(
      List<String> servers, KafkaClusterConfig cluster, ClusterSecurity security) {
    if (!security.encrypted()) {
      return List.of();
    }
    return cluster.security().auth() == KafkaAuth.MTLS
        ? TlsChecks.of(servers, security.truststore(), security.key()).stream()
            .map(ticket::before)
            .toList()
        : TlsChecks.of(servers, security.truststore());
  }

  private List<Check> advertised(
      List<String> servers, KafkaClusterConfig cluster, ClusterSecurity security) {
    List<Check> found = new ArrayList<>(names(servers));
    found.addAll(tls(servers, cluster, security));
    return found;
  }

  private static List<Check> names(List<String> servers) {
    return new NameChecks().of("broker", servers);
  }

  @Override
  public void close() {
    opened.values().forEach(KafkaLogin::close);
  }
}
