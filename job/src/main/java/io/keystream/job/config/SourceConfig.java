package io.keystream.job.config;

import java.util.Optional;

/**
 * One source: exactly one of its sections is there.
 *
 * @param kafka topics of a Kafka cluster
 * @param files files that arrive in a folder
 * @param tcp records that senders send over TCP
 * @param custom records of a receiver of one's own
 */
public record SourceConfig(
    @Key(doc = "The Kafka topics read.") Optional<KafkaSourceConfig> kafka,
    @Key(doc = "The folder whose files are read.") Optional<FilesSourceConfig> files,
    @Key(doc = "Receivers of records over TCP.") Optional<TcpSourceConfig> tcp,
    @Key(doc = "Receivers of one's own.") Optional<CustomSourceConfig> custom) {

  /** How many receivers the source has, each of which takes a core. */
  public int receivers() {
    return tcp.map(TcpSourceConfig::receivers).orElse(0)
        + custom.map(CustomSourceConfig::receivers).orElse(0);
  }
}
