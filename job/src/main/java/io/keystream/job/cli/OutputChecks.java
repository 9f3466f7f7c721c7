package io.keystream.job.cli;

import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.sink.KafkaNames;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.HdfsChecks;
import io.keystream.security.preflight.KafkaChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the job can write its outputs in files and in Kafka. */
final class OutputChecks {
  private final PipelineConfig pipeline;
  private final KafkaLogins logins;
  private final HdfsChecks hdfs;

  OutputChecks(PipelineConfig pipeline, KafkaLogins logins, HdfsChecks hdfs) {
    this.pipeline = pipeline;
    this.logins = logins;
    this.hdfs = hdfs;
  }

  /** The checks of all outputs, each of which says of which output it is. */
  List<Check> all() {
    List<Check> checks = new ArrayList<>(folders());
    pipeline
        .allOutputs()
        .forEach(
            (name, output) ->
                output
                    .kafka()
                    .map(kafka -> topics("output " + name, kafka.topics(), kafka.cluster()))
                    .ifPresent(checks::addAll));
    pipeline
        .deadLetters()
        .kafka()
        .map(kafka -> topics("dead letters", List.of(kafka.topic()), kafka.cluster()))
        .ifPresent(checks::addAll);
    return checks;
  }

  private List<Check> folders() {
    List<Check> checks = new ArrayList<>();
    List<String> folders = new ArrayList<>(pipeline.outputFolders());
    folders.add(pipeline.deadLetters().path());
    for (String folder : folders) {
      checks.add(hdfs.writable("output-path", folder));
      checks.add(hdfs.sameFileSystem("output-path", pipeline.home(), folder));
    }
    return checks;
  }

  private List<Check> topics(
      String name, List<String> topics, Optional<KafkaClusterConfig> cluster) {
    KafkaClusterConfig target = cluster.orElseGet(this::sourceCluster);
    return new KafkaChecks(logins.to(target, name))
        .ofOutput(topics, KafkaNames.prefix(pipeline.name())).stream()
            .map(check -> check.of(name))
            .toList();
  }

  private KafkaClusterConfig sourceCluster() {
    return GatewayKafka.cluster(pipeline.onlyKafkaSource().orElseThrow().getValue());
  }
}
