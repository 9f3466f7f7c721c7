package io.keystream.job.cli;

import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.ledger.Positions;
import io.keystream.job.source.ClusterSecurity;
import io.keystream.job.source.KafkaSource;
import io.keystream.job.source.OffsetBounds;
import io.keystream.job.source.SourceSet;
import io.keystream.job.source.TopicState;
import io.keystream.security.KafkaClientSecurity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Kafka as the gateway reaches it: with the release's keytab where the job uses Kerberos in
 * whatever way, otherwise as the job does, with the files that are to be shipped.
 */
final class GatewayKafka {
  private GatewayKafka() {}

  /** Properties of a client that does not wait for long. */
  static Map<String, Object> client(Release release, KafkaClusterConfig cluster) {
    return client(release, cluster, release::shipped);
  }

  /**
   * The same with other files than those of the release.
   *
   * @param place where the files are that the configuration names
   */
  static Map<String, Object> client(
      Release release, KafkaClusterConfig cluster, UnaryOperator<String> place) {
    ClusterSecurity means = new ClusterSecurity(cluster.security(), place);
    Map<String, Object> client = new HashMap<>(security(release, means));
    client.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", cluster.bootstrapServers()));
    client.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    client.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
    return client;
  }

  private static Map<String, Object> security(Release release, ClusterSecurity means) {
    return switch (means.config().auth()) {
      case DELEGATION_TOKEN, KEYTAB ->
          KafkaClientSecurity.keytab(
              release.principal(),
              release.keytab().toString(),
              means.config().serviceName(),
              means.truststore());
      case SCRAM, MTLS, NONE -> means.withoutKerberos();
    };
  }

  /** The cluster of a source. */
  static KafkaClusterConfig cluster(KafkaSourceConfig source) {
    return new KafkaClusterConfig(source.bootstrapServers(), source.security());
  }

  /**
   * What the topics of all sources hold now.
   *
   * @throws KafkaException if brokers do not answer
   */
  static TopicState topics(Release release) {
    Map<String, String> ids = new HashMap<>();
    Map<TopicPartition, OffsetBounds> bounds = new HashMap<>();
    release
        .pipeline()
        .allSources()
        .forEach(
            (name, source) ->
                source
                    .kafka()
                    .map(kafka -> topics(release, name, kafka))
                    .ifPresent(
                        now -> {
                          ids.putAll(now.ids());
                          bounds.putAll(now.bounds());
                        }));
    return new TopicState(ids, bounds);
  }

  /**
   * The offsets of the first records that were produced at a time or later, of all sources; where
   * there is none, where the next one will stand.
   *
   * @throws KafkaException if brokers do not answer
   */
  static Positions since(Release release, Instant time) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    release
        .pipeline()
        .allSources()
        .forEach(
            (name, source) ->
                source
                    .kafka()
                    .ifPresent(
                        kafka ->
                            offsets.putAll(
                                look(release, name, kafka.startingAt(time), SourceSet::start)
                                    .next())));
    return new Positions(offsets);
  }

  private static TopicState topics(Release release, String name, KafkaSourceConfig kafka) {
    return look(release, name, kafka, (source, now) -> now);
  }

  private static <T> T look(
      Release release,
      String name,
      KafkaSourceConfig kafka,
      BiFunction<SourceSet, TopicState, T> question) {
    Duration interval = release.pipeline().batchInterval();
    KafkaSource watched = KafkaSource.watch(kafka, client(release, cluster(kafka)), interval);
    try (SourceSet source = new SourceSet(Map.of(name, watched))) {
      TopicState now = source.now();
      if (now.ids().isEmpty() && now.bounds().isEmpty()) {
        throw new KafkaException("no answer from " + String.join(", ", kafka.bootstrapServers()));
      }
      return question.apply(source, now);
    }
  }
}
