package io.keystream.job.shipped;

import io.keystream.job.config.DeadLetterTopicConfig;
import io.keystream.job.config.KafkaAuth;
import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.config.KafkaOutputConfig;
import io.keystream.job.config.KafkaSecurityConfig;
import io.keystream.job.config.PipelineConfig;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which of the files that a pipeline names can be replaced while it runs. */
public final class FileKinds {
  private FileKinds() {}

  /** The files that executors have, too, by their names. */
  public static Map<String, FileKind> ofExecutors(PipelineConfig pipeline) {
    Map<String, FileKind> kinds = new TreeMap<>();
    clusters(pipeline)
        .filter(security -> security.auth() == KafkaAuth.KEYTAB)
        .forEach(
            security ->
                kinds.put(
                    security.keytab().orElseThrow(),
                    new KeytabKind(security.principal().orElseThrow())));
    return kinds;
  }

  private static Stream<KafkaSecurityConfig> clusters(PipelineConfig pipeline) {
    Stream<KafkaSecurityConfig> sources =
        pipeline.allSources().values().stream()
            .flatMap(source -> source.kafka().stream())
            .map(kafka -> kafka.security());
    Stream<Optional<KafkaClusterConfig>> outputs =
        pipeline.allOutputs().values().stream()
            .flatMap(output -> output.kafka().stream())
            .map(KafkaOutputConfig::cluster);
    Stream<Optional<KafkaClusterConfig>> letters =
        pipeline.deadLetters().kafka().map(DeadLetterTopicConfig::cluster).stream();
    return Stream.concat(
        sources, Stream.concat(outputs, letters).flatMap(Optional::stream).map(c -> c.security()));
  }
}
