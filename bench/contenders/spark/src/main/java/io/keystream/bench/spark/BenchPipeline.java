package io.keystream.bench.spark;

import io.keystream.bench.drain.Drain;
import io.keystream.bench.drain.LogLine;
import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.Home;
import io.keystream.job.source.KafkaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** The {@code pipeline.yaml} of the job: the topic to Parquet on the local file system. */
final class BenchPipeline {
  /** A copy of the keytab in the contender's folder; the bench puts it there. */
  private static final String KEYTAB = "bench.keytab";

  private BenchPipeline() {}

  /** Writes the file into the contender's folder. */
  static java.nio.file.Path write(Drain drain) throws IOException {
    return Files.writeString(drain.folder().resolve("pipeline.yaml"), yaml(drain));
  }

  /** The same, read by the job's own code. */
  static PipelineConfig load(Drain drain) throws IOException {
    return PipelineConfig.load(write(drain));
  }

  /** The job's source, to be closed. */
  static KafkaSource source(PipelineConfig pipeline) {
    KafkaSourceConfig kafka = pipeline.source().orElseThrow().kafka().orElseThrow();
    return KafkaSource.connect("", kafka, pipeline.batchInterval());
  }

  static Home home(Drain drain) {
    return new Home(new Path(homeFolder(drain)));
  }

  private static String homeFolder(Drain drain) {
    return "file://" + drain.folder().resolve("home");
  }

  private static String yaml(Drain drain) {
    Map<String, Object> kafka = drain.kafka();
    return """
    name: bench
    home: %s
    batch-interval: %dms
    source:
      kafka:
        bootstrap-servers: ["%s"]
        topics: [%s]
        group-id: %s
        max-rate-per-partition: %d
        security:
          auth: keytab
          keytab: %s
          principal: %s
          truststore:
            location: %s
            type: PEM
    parse:
      format: access-log
    output:
      files:
        path: %s
    """
            .formatted(
                homeFolder(drain),
                Drain.BATCH_MILLIS,
                kafka.get("bootstrap.servers"),
                drain.topic(),
                drain.group(),
                Drain.RATE_PER_PARTITION,
                KEYTAB,
                principal(kafka),
                kafka.get("ssl.truststore.location"),
                drain.output())
        + (drain.transforms() ? "transform:\n  sql: \"" + LogLine.SQL + "\"\n" : "");
  }

  private static String principal(Map<String, Object> kafka) {
    String jaas = kafka.get("sasl.jaas.config").toString();
    return jaas.replaceFirst(".*principal=\"([^\"]+)\".*", "$1");
  }
}
