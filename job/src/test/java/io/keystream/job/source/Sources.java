package io.keystream.job.source;

import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.config.PipelineYaml;

/** Configurations for tests. */
final class Sources {
  private Sources() {}

  /** A source with these lines, such as {@code topics: [access]}. */
  static KafkaSourceConfig of(String... lines) {
    return PipelineYaml.minimal()
        .replace("[b1:9093]", "[b1:9093, b2:9093]")
        .replace("topics: [access]", String.join("\n    ", lines))
        .config()
        .source()
        .orElseThrow()
        .kafka()
        .orElseThrow();
  }
}
