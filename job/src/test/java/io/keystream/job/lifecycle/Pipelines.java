package io.keystream.job.lifecycle;

import io.keystream.job.config.PipelineConfig;

/** Pipelines for tests. */
final class Pipelines {
  private Pipelines() {}

  static PipelineConfig of(String output) {
    return PipelineConfig.parse(yaml(output), "test");
  }

  static String yaml(String output) {
    return """
    name: logs
    home: /user/k/logs
    source:
      kafka:
        bootstrap-servers: [b1:9093]
        topics: [access]
        security:
          truststore:
            location: ca.pem
    parse:
      format: access-log
    output:
      files:
        path: %s
    """
        .formatted(output);
  }
}
