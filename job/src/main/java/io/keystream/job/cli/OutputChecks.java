package io.keystream.job.cli;

import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.config.KafkaOutputConfig;
import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.sink.KafkaNames;
import io.keystream.security.KafkaClientSecurity;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.KafkaChecks;
import io.keystream.security.preflight.TlsChecks;
import io.keystream.security.tls.Truststore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;

/** Checks of the outputs in Kafka. */
final class OutputChecks implements AutoCloseable {
  private final Release release;
  private final PipelineConfig pipeline;
  private final List<KafkaChecks> opened = new ArrayList<>();

  /** Topics of one output, and the cluster if it is not the source's. */
  private record Target(List<String> topics, Optional<KafkaClusterConfig> cluster) {}

  OutputChecks(Release release) {
    this.release = release;
    this.pipeline = release.pipeline();
  }

  /** What can be checked without a login; the source's cluster is checked as such. */
  List<Check> certificates() {
    return targets().stream()
        .flatMap(target -> target.cluster().stream())
        .distinct()
        .flatMap(other -> TlsChecks.of(other.bootstrapServers(), truststore(other)).stream())
        .toList();
  }

  /** What needs the principal to be logged in. */
  List<Check> afterLogin() {
    List<Check> checks = new ArrayList<>();
    for (Target target : targets()) {
      KafkaChecks kafka = new KafkaChecks(client(target.cluster().orElseGet(this::sourceCluster)));
      opened.add(kafka);
      checks.addAll(kafka.ofOutput(target.topics(), KafkaNames.prefix(pipeline.name())));
    }
    return checks;
  }

  private List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    pipeline.allOutputs().values().stream()
        .flatMap(output -> output.kafka().stream())
        .map((KafkaOutputConfig kafka) -> new Target(kafka.topics(), kafka.cluster()))
        .forEach(targets::add);
    pipeline
        .deadLetters()
        .kafka()
        .map(kafka -> new Target(List.of(kafka.topic()), kafka.cluster()))
        .ifPresent(targets::add);
    return targets;
  }

  private KafkaClusterConfig sourceCluster() {
    KafkaSourceConfig source = pipeline.onlyKafkaSource().orElseThrow().getValue();
    return new KafkaClusterConfig(source.bootstrapServers(), source.security());
  }

  private Map<String, Object> client(KafkaClusterConfig cluster) {
    Map<String, Object> client =
        KafkaClientSecurity.keytab(
            release.principal(),
            release.keytab().toString(),
            cluster.security().serviceName(),
            truststore(cluster));
    client.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", cluster.bootstrapServers()));
    client.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    client.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
    return client;
  }

  private static Truststore truststore(KafkaClusterConfig cluster) {
    return new Truststore(
        cluster.security().truststore().location(),
        cluster.security().truststore().type().toString());
  }

  @Override
  public void close() {
    opened.forEach(KafkaChecks::close);
  }
}
