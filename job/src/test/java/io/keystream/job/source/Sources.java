package io.keystream.job.source;

import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.config.PipelineConfig;

/** Configurations for tests. */
final class Sources {
  private Sources() {}

  /** A source with these lines, such as {@code topics: [access]}. */
  static KafkaSourceConfig of(String... lines) {
    return PipelineConfig.parse(
            """
            name: logs
            home: /user/k/logs
            source:
              kafka:
                bootstrap-servers: [b1:9093, b2:9093]
                %s
                security:
                  truststore:
                    location: ca.pem
            parse:
              format: access-log
            output:
              files:
                path: /data/logs
            """
                .formatted(String.join("\n    ", lines)),
            "test")
        .source();
  }
}
