package io.keystream.job.cli;

import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.config.KafkaOutputConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.sink.KafkaNames;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.KafkaChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Checks of the outputs in Kafka. */
final class OutputChecks implements AutoCloseable {
  private final Release release;
  private final Configuration configuration;
  private final PipelineConfig pipeline;
  private final List<KafkaChecks> opened = new ArrayList<>();

  /** Topics of one output, and the cluster if it is not the source's. */
  private record Target(List<String> topics, Optional<KafkaClusterConfig> cluster) {}

  OutputChecks(Release release, Configuration configuration) {
    this.release = release;
    this.configuration = configuration;
    this.pipeline = release.pipeline();
  }

  /** What can be checked without a login; the source's cluster is checked as such. */
  List<Check> certificates() {
    return targets().stream()
        .flatMap(target -> target.cluster().stream())
        .distinct()
        .flatMap(other -> GatewayKafka.credentials(release, other, configuration).stream())
        .toList();
  }

  /** What needs the principal to be logged in. */
  List<Check> afterLogin() {
    List<Check> checks = new ArrayList<>();
    for (Target target : targets()) {
      KafkaClusterConfig cluster = target.cluster().orElseGet(this::sourceCluster);
      KafkaChecks kafka = new KafkaChecks(GatewayKafka.client(release, cluster));
      opened.add(kafka);
      if (target.cluster().isPresent()) {
        GatewayKafka.login(release, cluster, kafka).ifPresent(checks::add);
      }
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
    return GatewayKafka.cluster(pipeline.onlyKafkaSource().orElseThrow().getValue());
  }

  @Override
  public void close() {
    opened.forEach(KafkaChecks::close);
  }
}
