package io.keystream.security.preflight;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** The login to the brokers of one cluster, which all other checks of them are after. */
public final class KafkaLogin implements AutoCloseable {
  private static final Duration ADVERTISED_PATIENCE = Duration.ofSeconds(7);

  private final Map<String, Object> client;
  private final Prerequisite login;
  private volatile Admin admin;

  /**
   * Connects when the first check runs.
   *
   * @param client properties of a client that logs in as the job does
   * @param identity who it says it is, and where the proof is
   * @param remedy what to do if the brokers do not let it in
   */
  public KafkaLogin(Map<String, Object> client, String identity, String remedy) {
    this(client, identity, remedy, UnaryOperator.identity());
  }

  /**
   * The same.
   *
   * @param after puts the login after what it needs itself
   */
  public KafkaLogin(
      Map<String, Object> client, String identity, String remedy, UnaryOperator<Check> after) {
    this.client = Map.copyOf(client);
    this.login =
        new Prerequisite(
            "the login to Kafka",
            after.apply(
                Check.error(
                    "kafka-login",
                    identity + " at " + client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                    remedy,
                    this::logIn)));
  }

  /** The check of the login itself. */
  public Check check() {
    return login.check();
  }

  /** What needs the brokers to have let the client in. */
  Check afterLogin(Check check) {
    return login.before(check);
  }

  /**
   * Whether each broker can be reached under the name that it tells clients.
   *
   * @param looks what to look at of a broker {@code host:port}
   */
  public Check advertised(Function<List<String>, List<Check>> looks) {
    return login.before(
        Check.error(
            "kafka-advertised",
            "names that the brokers tell clients to connect to",
            "Correct advertised.listeners of the brokers, their certificates, or the DNS",
            () -> advertised(looks.apply(nodes()))));
  }

  private String advertised(List<Check> checks) throws InterruptedException, NotAsWanted {
    Complaints complaints = new Complaints();
    for (Finding finding : Preflight.run(checks, ADVERTISED_PATIENCE).checks()) {
      if (!finding.ok()) {
        String found = finding.lookedAt() + ": " + finding.found();
        if (finding.severity().equals("error")) {
          complaints.error(found);
        } else {
          complaints.warning(found);
        }
      }
    }
    return complaints.otherwise(
        checks.stream().map(Check::lookedAt).collect(Collectors.joining("; ")));
  }

  private List<String> nodes() throws ExecutionException, InterruptedException {
    return admin().describeCluster().nodes().get().stream()
        .map(node -> node.host() + ":" + node.port())
        .sorted()
        .toList();
  }

  private String logIn() throws ExecutionException, InterruptedException {
    admin = Admin.create(client);
    return nodes().size() + " brokers let it in";
  }

  /** The topics whose whole names match a pattern. */
  List<String> topicsOf(Pattern pattern) throws ExecutionException, InterruptedException {
    return admin().listTopics().names().get().stream()
        .filter(topic -> pattern.matcher(topic).matches())
        .sorted()
        .toList();
  }

  /** Connected since the login. */
  Admin admin() {
    return admin;
  }

  @Override
  public void close() {
    Admin open = admin;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }
}
