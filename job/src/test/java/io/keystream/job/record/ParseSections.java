package io.keystream.job.record;

import io.keystream.job.config.ParseConfig;
import io.keystream.job.config.PipelineConfig;

/** Makes parsers as a pipeline does. */
final class ParseSections {
  private ParseSections() {}

  /** The section {@code parse} of a pipeline. */
  static ParseConfig read(String... lines) {
    String pipeline =
        """
        name: test
        home: /user/k/test
        source:
          kafka:
            bootstrap-servers: [b1:9093]
            topics: [t]
            security:
              truststore:
                location: ca.pem
        output:
          files:
            path: /data/test
        parse:
          %s
        """;
    return PipelineConfig.parse(pipeline.formatted(String.join("\n  ", lines)), "test").parse();
  }
}
