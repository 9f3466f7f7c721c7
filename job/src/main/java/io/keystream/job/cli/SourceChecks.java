package io.keystream.job.cli;

import io.keystream.job.config.AfterReading;
import io.keystream.job.config.FilesSourceConfig;
import io.keystream.job.config.KafkaAuth;
import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.config.SourceConfig;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.ClusterChecks;
import io.keystream.security.preflight.KafkaChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Whether the job can read its sources. */
final class SourceChecks implements AutoCloseable {
  private final Release release;
  private final Configuration configuration;
  private final Map<String, SourceConfig> sources;
  private final List<KafkaChecks> opened = new ArrayList<>();

  SourceChecks(Release release, Configuration configuration) {
    this.release = release;
    this.configuration = configuration;
    this.sources = release.pipeline().allSources();
  }

  /** What can be checked without a login. */
  List<Check> certificates() {
    List<Check> checks = new ArrayList<>();
    sources.forEach(
        (name, source) ->
            source
                .kafka()
                .map(
                    kafka ->
                        GatewayKafka.credentials(
                            release, GatewayKafka.cluster(kafka), configuration))
                .ifPresent(found -> add(checks, name, found)));
    return checks;
  }

  /** What needs the principal to be logged in. */
  List<Check> afterLogin(ClusterChecks cluster) {
    List<Check> checks = new ArrayList<>();
    sources.forEach(
        (name, source) -> {
          source.kafka().ifPresent(kafka -> add(checks, name, topics(kafka)));
          source.files().ifPresent(files -> add(checks, name, folders(files, cluster)));
        });
    return checks;
  }

  private List<Check> topics(KafkaSourceConfig source) {
    KafkaClusterConfig cluster = GatewayKafka.cluster(source);
    KafkaChecks kafka = new KafkaChecks(GatewayKafka.client(release, cluster));
    opened.add(kafka);
    List<Check> checks = new ArrayList<>();
    GatewayKafka.login(release, cluster, kafka).ifPresent(checks::add);
    source.topicPattern().map(kafka::topicsLike).ifPresent(checks::add);
    checks.addAll(
        kafka.of(
            source.namedTopics(),
            source.groupId(),
            source.security().auth() == KafkaAuth.DELEGATION_TOKEN));
    return checks;
  }

  private static List<Check> folders(FilesSourceConfig source, ClusterChecks cluster) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        source.after() == AfterReading.KEEP
            ? cluster.readable("source-path", source.path())
            : cluster.writable("source-path", source.path()));
    source
        .moveTo()
        .ifPresent(
            target -> {
              checks.add(cluster.writable("source-path", target));
              checks.add(cluster.sameFileSystem("source-path", source.path(), target));
            });
    return checks;
  }

  /** Says of which source a check is, where there are several. */
  private static void add(List<Check> checks, String name, List<Check> found) {
    for (Check check : found) {
      String lookedAt = name.isEmpty() ? check.lookedAt() : name + ": " + check.lookedAt();
      checks.add(new Check(check.id(), check.severity(), lookedAt, check.remedy(), check.probe()));
    }
  }

  @Override
  public void close() {
    opened.forEach(KafkaChecks::close);
  }
}
