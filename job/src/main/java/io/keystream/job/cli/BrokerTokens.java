package io.keystream.job.cli;

import io.keystream.job.config.KafkaAuth;
import io.keystream.job.config.KafkaClusterConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ExpireDelegationTokenOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.token.delegation.DelegationToken;
import org.apache.kafka.common.security.token.delegation.TokenInformation;

/** The delegation tokens of the principal that the brokers of a pipeline know, by their ids. */
final class BrokerTokens implements AutoCloseable {
  private static final ExpireDelegationTokenOptions NOW =
      new ExpireDelegationTokenOptions().expiryTimePeriodMs(-1);

  private final List<Admin> admins = new ArrayList<>();
  private final Map<String, Known> known = new HashMap<>();
  private final List<String> failures = new ArrayList<>();

  private record Known(Admin admin, DelegationToken token) {}

  private BrokerTokens() {}

  /** Asks the brokers of all clusters with delegation tokens. */
  static BrokerTokens ask(Release release) throws InterruptedException {
    BrokerTokens tokens = new BrokerTokens();
    for (KafkaClusterConfig cluster : release.pipeline().kafkaClusters()) {
      if (cluster.security().auth() == KafkaAuth.DELEGATION_TOKEN) {
        tokens.ask(release, cluster);
      }
    }
    return tokens;
  }

  private void ask(Release release, KafkaClusterConfig cluster) throws InterruptedException {
    try {
      Admin admin = Admin.create(GatewayKafka.client(release, cluster));
      admins.add(admin);
      for (DelegationToken token : admin.describeDelegationToken().delegationTokens().get()) {
        known.put(token.tokenInfo().tokenId(), new Known(admin, token));
      }
    } catch (ExecutionException e) {
      failures.add(cluster.bootstrapServers() + ": " + e.getCause());
    } catch (KafkaException e) {
      failures.add(cluster.bootstrapServers() + ": " + e);
    }
  }

  /** What a token is like. */
  Optional<TokenInformation> find(String id) {
    return Optional.ofNullable(known.get(id)).map(found -> found.token().tokenInfo());
  }

  /** Ends a token that is known. */
  void expire(String id) throws ExecutionException, InterruptedException {
    Known found = known.get(id);
    found.admin().expireDelegationToken(found.token().hmac(), NOW).expiryTimestamp().get();
  }

  /** Clusters that did not answer, and why. */
  List<String> failures() {
    return failures;
  }

  @Override
  public void close() {
    admins.forEach(Admin::close);
  }
}
