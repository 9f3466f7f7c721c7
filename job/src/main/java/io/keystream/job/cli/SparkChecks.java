package io.keystream.job.cli;

import io.keystream.job.config.KafkaAuth;
import io.keystream.job.lifecycle.SparkSettings;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.NotAsWanted;
import io.keystream.security.preflight.TokenSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.network.util.JavaUtils;

/** Whether Spark's settings let a streaming job live, and with tokens of all that it uses. */
final class SparkChecks {
  private static final String CREDENTIALS = "spark.security.credentials.";

  private final Release release;
  private final Map<String, String> settings;
  private final Configuration configuration;

  /**
   * Looks at settings.
   *
   * @param settings those of spark.conf over the cluster's
   */
  SparkChecks(Release release, Map<String, String> settings, Configuration configuration) {
    this.release = release;
    this.settings = settings;
    this.configuration = configuration;
  }

  /** All of them. */
  List<Check> all() {
    return List.of(
        Check.error(
            "dynamic-allocation",
            where(),
            "Set spark.dynamicAllocation.enabled=false and"
                + " spark.streaming.dynamicAllocation.enabled=false in spark.conf",
            () -> none(SparkSettings.dynamicAllocation(settings), "off")),
        Check.error(
            "spark-settings",
            where(),
            "Remove the setting from keystream_spark_conf, or set it as wanted",
            () -> none(SparkSettings.problems(settings), "one batch at a time, each task once")),
        Check.error(
            "spark-tokens",
            where() + ": " + CREDENTIALS + "*",
            "Remove the setting, or name the file system in keystream_spark_conf as"
                + " spark.kerberos.access.hadoopFileSystems",
            () -> none(missingTokens(), "tokens are fetched for all that the pipeline uses")),
        Check.error(
            "proxy-user",
            "HADOOP_PROXY_USER of the environment, and spark.conf",
            "Remove it: the job runs as its own principal, with --principal and --keytab",
            () -> none(proxyUser(System.getenv()), "none")));
  }

  /** When Spark fetches new tokens. */
  TokenSettings tokens() {
    return new TokenSettings(
        Double.parseDouble(settings.getOrDefault(CREDENTIALS + "renewalRatio", "0.75")),
        Duration.ofSeconds(
            JavaUtils.timeStringAsSec(settings.getOrDefault(CREDENTIALS + "retryWait", "1h"))));
  }

  private String where() {
    return release.resolve("spark.conf") + " and the cluster's spark-defaults.conf";
  }

  private static String none(List<String> problems, String good) throws NotAsWanted {
    if (!problems.isEmpty()) {
      throw new NotAsWanted(String.join(" ", problems));
    }
    return good;
  }

  private List<String> missingTokens() {
    List<String> problems = new ArrayList<>();
    boolean kafka =
        release.pipeline().allSources().values().stream()
            .flatMap(source -> source.kafka().stream())
            .anyMatch(source -> source.security().auth() == KafkaAuth.DELEGATION_TOKEN);
    for (String service : kafka ? List.of("hadoopfs", "kafka") : List.of("hadoopfs")) {
      String key = CREDENTIALS + service + ".enabled";
      if (settings.getOrDefault(key, "true").equalsIgnoreCase("false")) {
        problems.add(key + " is false: the job ends with its first tokens of " + service + ".");
      }
    }
    List<String> named =
        Arrays.asList(
            settings.getOrDefault("spark.kerberos.access.hadoopFileSystems", "").split(",", -1));
    otherFileSystems()
        .filter(other -> named.stream().noneMatch(name -> isOf(name, other)))
        .forEach(
            other ->
                problems.add(
                    other
                        + " is not in spark.kerberos.access.hadoopFileSystems: no token is fetched"
                        + " for it."));
    return problems;
  }

  /** File systems of the pipeline's folders that Spark does not know of by itself. */
  private Stream<URI> otherFileSystems() {
    URI own = FileSystem.getDefaultUri(configuration);
    return Stream.concat(
            Stream.of(release.pipeline().home(), release.pipeline().deadLetters().path()),
            release.pipeline().outputFolders().stream())
        .map(folder -> new Path(folder).toUri())
        .filter(uri -> "hdfs".equals(uri.getScheme()) || "webhdfs".equals(uri.getScheme()))
        .filter(uri -> uri.getAuthority() != null && !uri.getAuthority().equals(own.getAuthority()))
        .map(uri -> URI.create(uri.getScheme() + "://" + uri.getAuthority()))
        .distinct();
  }

  private static boolean isOf(String named, URI other) {
    return other.getAuthority().equals(new Path(named.strip() + "/").toUri().getAuthority());
  }

  List<String> proxyUser(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    if (environment.containsKey("HADOOP_PROXY_USER")) {
      problems.add(
          "HADOOP_PROXY_USER is "
              + environment.get("HADOOP_PROXY_USER")
              + ": tokens of a proxy user cannot be renewed, so the job would end with them.");
    }
    if (release.sparkSubmit().contains("--proxy-user")) {
      problems.add("spark-submit has --proxy-user: tokens of a proxy user cannot be renewed.");
    }
    return problems;
  }
}
