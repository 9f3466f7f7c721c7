package io.keystream.job.cli;

import io.keystream.job.config.AfterReading;
import io.keystream.job.config.FilesSourceConfig;
import io.keystream.job.config.KafkaAuth;
import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.HdfsChecks;
import io.keystream.security.preflight.KafkaChecks;
import io.keystream.security.preflight.KafkaLogin;
import io.keystream.security.preflight.KafkaSettingChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Whether the job can read its sources. */
final class SourceChecks {
  private final Release release;
  private final KafkaLogins logins;
  private final HdfsChecks hdfs;

  SourceChecks(Release release, KafkaLogins logins, HdfsChecks hdfs) {
    this.release = release;
    this.logins = logins;
    this.hdfs = hdfs;
  }

  /** The checks of all sources, each of which says of which source it is. */
  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    release
        .pipeline()
        .allSources()
        .forEach(
            (name, source) -> {
              List<Check> found = new ArrayList<>();
              source.kafka().ifPresent(kafka -> found.addAll(topics(kafka, name)));
              source.files().ifPresent(files -> found.addAll(folders(files)));
              found.forEach(check -> checks.add(check.of(name)));
            });
    return checks;
  }

  private List<Check> topics(KafkaSourceConfig source, String name) {
    KafkaLogin login = logins.to(GatewayKafka.cluster(source), name);
    KafkaChecks kafka = new KafkaChecks(login);
    KafkaSettingChecks settings = new KafkaSettingChecks(login);
    List<Check> checks = new ArrayList<>();
    source.topicPattern().map(kafka::topicsLike).ifPresent(checks::add);
    checks.addAll(
        kafka.of(
            source.namedTopics(),
            source.groupId(),
            source.security().auth() == KafkaAuth.DELEGATION_TOKEN));
    checks.add(
        source
            .topicPattern()
            .map(Pattern::compile)
            .map(pattern -> settings.retention(pattern, release.longestOutage()))
            .orElseGet(() -> settings.retention(source.namedTopics(), release.longestOutage())));
    return checks;
  }

  private List<Check> folders(FilesSourceConfig source) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        source.after() == AfterReading.KEEP
            ? hdfs.readable("source-path", source.path())
            : hdfs.writable("source-path", source.path()));
    source
        .moveTo()
        .ifPresent(
            target -> {
              checks.add(hdfs.writable("source-path", target));
              checks.add(hdfs.sameFileSystem("source-path", source.path(), target));
            });
    return checks;
  }
}
