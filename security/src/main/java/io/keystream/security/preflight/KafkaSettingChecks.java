package io.keystream.security.preflight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;

/** Whether settings of brokers and topics leave the job the time that it needs. */
public final class KafkaSettingChecks {
  private final KafkaLogin kafka;

  public KafkaSettingChecks(KafkaLogin kafka) {
    this.kafka = kafka;
  }

  /**
   * Whether topics keep what the job has not read while it was away.
   *
   * @param outage the longest time that it may be away
   */
  public Check retention(List<String> topics, Duration outage) {
    return retention("topics " + topics, () -> topics, outage);
  }

  /** The same of the topics whose whole names match a pattern. */
  public Check retention(Pattern pattern, Duration outage) {
    return retention("topics that match " + pattern, () -> kafka.topicsOf(pattern), outage);
  }

  /** Whether tokens live long enough for how Spark renews them. */
  public Check tokens(TokenSettings settings) {
    return kafka.afterLogin(
        Check.error(
            "kafka-token-life",
            "delegation.token.expiry.time.ms of the brokers",
            "Lower spark.security.credentials.retryWait, or have the setting of the brokers raised",
            () -> tokenLife(settings)));
  }

  private interface Topics {
    List<String> names() throws ExecutionException, InterruptedException;
  }

  private Check retention(String lookedAt, Topics topics, Duration outage) {
    return kafka.afterLogin(
        Check.warning(
            "kafka-retention",
            lookedAt + " against an outage of " + outage.toHours() + " h",
            "Have retention.ms of the topics raised (kafka-configs --alter --add-config), or lower"
                + " keystream_longest_outage",
            () -> retention(topics.names(), outage, new Complaints())));
  }

  private String retention(List<String> topics, Duration outage, Complaints complaints)
      throws Exception {
    List<String> found = new ArrayList<>();
    for (String topic : topics) {
      Config config = describe(new ConfigResource(ConfigResource.Type.TOPIC, topic));
      found.add(topic + " " + judge(topic, config, outage, complaints));
    }
    return complaints.otherwise(String.join(", ", found));
  }

  static String judge(String topic, Config config, Duration outage, Complaints complaints) {
    String policy = value(config, "cleanup.policy", "delete");
    complaints.warningIf(
        policy.contains("compact"),
        topic + " is compacted: what is overwritten before it is read is never seen");
    if (!policy.contains("delete")) {
      return "for ever";
    }
    long millis = Long.parseLong(value(config, "retention.ms", "-1"));
    long bytes = Long.parseLong(value(config, "retention.bytes", "-1"));
    complaints.warningIf(
        millis >= 0 && millis < outage.toMillis(),
        topic + " keeps records for " + Duration.ofMillis(millis).toHours() + " h only");
    complaints.warningIf(
        bytes >= 0, topic + " keeps " + bytes + " bytes of a partition only, however new they are");
    return millis < 0 ? "for ever" : Duration.ofMillis(millis).toHours() + " h";
  }

  private String tokenLife(TokenSettings settings) throws Exception {
    int broker = kafka.admin().describeCluster().nodes().get().iterator().next().id();
    Config config =
        describe(new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(broker)));
    return judge(
        settings,
        duration(config, "delegation.token.expiry.time.ms"),
        duration(config, "delegation.token.max.lifetime.ms"));
  }

  static String judge(TokenSettings settings, Duration expiry, Duration life) throws NotAsWanted {
    Complaints complaints = new Complaints();
    settings.judge("Kafka", expiry.compareTo(life) < 0 ? expiry : life, complaints);
    return complaints.otherwise(
        "valid for " + expiry.toMinutes() + " min, life of " + life.toMinutes() + " min");
  }

  private Config describe(ConfigResource resource) throws Exception {
    try {
      return kafka.admin().describeConfigs(List.of(resource)).all().get().get(resource);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        throw new NotLookedAt(
            "the principal has no DescribeConfigs on "
                + (resource.type() == ConfigResource.Type.TOPIC
                    ? "topic " + resource.name()
                    : "the cluster"));
      }
      throw e;
    }
  }

  private static Duration duration(Config config, String key) {
    return Duration.ofMillis(Long.parseLong(value(config, key, "86400000")));
  }

  private static String value(Config config, String key, String otherwise) {
    Collection<ConfigEntry> entries = config.entries();
    return entries.stream()
        .filter(entry -> entry.name().equals(key) && entry.value() != null)
        .map(ConfigEntry::value)
        .findFirst()
        .orElse(otherwise);
  }
}
