package io.keystream.job.cli;

import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.source.KafkaSource;
import io.keystream.job.source.TopicState;
import io.keystream.security.KafkaClientSecurity;
import io.keystream.security.tls.Truststore;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Kafka as the gateway reaches it: with the release's keytab, whatever the job uses. */
final class GatewayKafka {
  private GatewayKafka() {}

  /** Properties of a client that does not wait for long. */
  static Map<String, Object> client(Release release) {
    KafkaSourceConfig source = release.pipeline().source();
    Map<String, Object> client =
        KafkaClientSecurity.keytab(
            release.principal(),
            release.keytab().toString(),
            source.security().serviceName(),
            truststore(source));
    client.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", source.bootstrapServers()));
    client.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    client.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
    return client;
  }

  static Truststore truststore(KafkaSourceConfig source) {
    return new Truststore(
        source.security().truststore().location(),
        source.security().truststore().type().toString());
  }

  /**
   * What the pipeline's topics hold now.
   *
   * @throws KafkaException if the brokers do not answer
   */
  static TopicState topics(Release release) {
    try (KafkaSource source =
        new KafkaSource(release.pipeline().source(), Admin.create(client(release)))) {
      TopicState now = source.now();
      if (now.ids().isEmpty() && now.bounds().isEmpty()) {
        List<String> brokers = release.pipeline().source().bootstrapServers();
        throw new KafkaException("no answer from " + String.join(", ", brokers));
      }
      return now;
    }
  }
}
