package io.keystream.job.cli;

import io.keystream.job.lifecycle.SparkSettings;
import io.keystream.job.received.ReceiverSettings;
import io.keystream.job.source.ReceiverSet;
import io.keystream.job.tcp.TcpKind;
import io.keystream.job.tcp.TcpSettings.TlsSettings;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.NotAsWanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Whether receivers can run, and batches beside them. */
final class ReceiverChecks {
  private static final String FOR_HADOOP = "spark.hadoop.";

  private ReceiverChecks() {}

  /** Whether receivers leave cores for batches; no check without receivers. */
  static List<Check> cores(Release release) {
    int receivers = release.pipeline().receivers();
    return receivers == 0
        ? List.of()
        : List.of(
            Check.error(
                "receiver-cores",
                release.resolve("spark.conf") + ", receivers: " + receivers,
                "Raise keystream_executors or keystream_executor_cores, or lower receivers",
                () -> enoughCores(release, receivers)));
  }

  private static String enoughCores(Release release, int receivers)
      throws IOException, NotAsWanted {
    Optional<String> problem = SparkSettings.tooFewCores(SparkDefaults.under(release), receivers);
    if (problem.isPresent()) {
      throw new NotAsWanted(problem.get());
    }
    return "enough cores";
  }

  /**
   * Whether receivers can open the keys that they show, a check for each source with TLS. The
   * password may be on the cluster, so it needs a login.
   */
  static List<Check> keys(Release release, Configuration cluster) {
    return ReceiverSet.of(release.pipeline()).stream()
        .map(ReceiverSettings::kind)
        .filter(TcpKind.class::isInstance)
        .map(kind -> ((TcpKind) kind).settings().tls())
        .filter(Objects::nonNull)
        .distinct()
        .map(keys -> check(release, cluster, keys))
        .toList();
  }

  /** A path may be one of the receivers' hosts alone: then there is nothing to open here. */
  private static Check check(Release release, Configuration cluster, TlsSettings keys) {
    Path keystore = Path.of(release.shipped(keys.keystore()));
    if (Path.of(keys.keystore()).isAbsolute() && Files.notExists(keystore)) {
      return Check.warning(
          "receiver-keys",
          keys.keystore(),
          "Make sure that the file is on every NodeManager, readable for the job's user",
          () -> {
            throw new NotAsWanted("not on this host, so it was not opened");
          });
    }
    TlsSettings here =
        new TlsSettings(
            keystore.toString(),
            keys.passwordAlias(),
            keys.truststore() == null ? null : release.shipped(keys.truststore()));
    return Check.error(
        "receiver-keys",
        keys.keystore(),
        "Correct tls of the source: a file with the private key and its chain, shipped by"
            + " keystream_files, and the alias of its password",
        () -> open(here, configuration(release, cluster)));
  }

  /** The innermost cause of a wrong password would only tell of bad padding. */
  private static String open(TlsSettings keys, Configuration configuration) throws NotAsWanted {
    try {
      TcpKind.open(keys, configuration);
      return "opened";
    } catch (IOException e) {
      throw new NotAsWanted(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  /** As executors have it. */
  private static Configuration configuration(Release release, Configuration cluster)
      throws IOException {
    Configuration configuration = new Configuration(cluster);
    for (Map.Entry<String, String> setting : SparkDefaults.under(release).entrySet()) {
      if (setting.getKey().startsWith(FOR_HADOOP)) {
        configuration.set(setting.getKey().substring(FOR_HADOOP.length()), setting.getValue());
      }
    }
    return configuration;
  }
}
