package io.keystream.job.config;

import java.util.Optional;

/**
 * One source: exactly one of its sections is there.
 *
 * @param kafka topics of a Kafka cluster
 * @param files files that arrive in a folder
 */
public record SourceConfig(
    @Key(doc = "The Kafka topics read.") Optional<KafkaSourceConfig> kafka,
    @Key(doc = "The folder whose files are read.") Optional<FilesSourceConfig> files) {}
