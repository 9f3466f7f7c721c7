package io.keystream.job.cli;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.lifecycle.SparkSettings;
import io.keystream.job.record.SchemaRegistry;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.ClusterChecks;
import io.keystream.security.preflight.Finding;
import io.keystream.security.preflight.KeytabChecks;
import io.keystream.security.preflight.NotAsWanted;
import io.keystream.security.preflight.Preflight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import picocli.CommandLine.Command;

/** Finds what would stop the job, all of it in one report, and changes nothing. */
@Command(
    name = "preflight",
    description = "Check everything the job needs; exit code 1 if something is missing.")
final class PreflightCommand extends ReleaseCommand {

  @Override
  ExitCode run(Release release, Printer printer) throws IOException, InterruptedException {
    Configuration configuration = new YarnConfiguration();
    UserGroupInformation.setConfiguration(configuration);
    List<Check> checks = new ArrayList<>(KeytabChecks.of(release.principal(), release.keytab()));
    checks.add(javaVersion());
    checks.add(dynamicAllocation(release));
    checks.addAll(schemaRegistry(release));
    checks.addAll(ReceiverChecks.cores(release));
    boolean loggedIn = logIn(release);
    try (SourceChecks sources = new SourceChecks(release, configuration);
        OutputChecks outputs = new OutputChecks(release, configuration)) {
      checks.addAll(sources.certificates());
      checks.addAll(outputs.certificates());
      if (loggedIn) {
        ClusterChecks cluster = new ClusterChecks(configuration);
        checks.addAll(clusterChecks(release, cluster));
        checks.addAll(ReferenceChecks.of(release.pipeline().enrich(), configuration));
        checks.addAll(sources.afterLogin(cluster));
        checks.addAll(ReceiverChecks.keys(release, configuration));
        checks.addAll(outputs.afterLogin());
        checks.addAll(DatabaseChecks.of(release, configuration));
        checks.addAll(TableChecks.of(release.pipeline(), configuration));
      }
      Preflight report = Preflight.run(checks);
      printer.print(report, describe(report, loggedIn));
      return report.ok() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private static List<Check> clusterChecks(Release release, ClusterChecks cluster) {
    PipelineConfig pipeline = release.pipeline();
    List<Check> checks = new ArrayList<>();
    checks.add(cluster.writable("hdfs-home", pipeline.home()));
    for (String folder : pipeline.outputFolders()) {
      checks.add(cluster.writable("output-path", folder));
      checks.add(cluster.sameFileSystem("output-path", pipeline.home(), folder));
    }
    checks.add(cluster.writable("output-path", pipeline.deadLetters().path()));
    checks.add(cluster.queue(release.queue().orElse("default")));
    return checks;
  }

  private static List<Check> schemaRegistry(Release release) {
    return release
        .pipeline()
        .parse()
        .registry()
        .urls()
        .map(
            urls ->
                Check.error(
                    "schema-registry",
                    String.join(", ", urls),
                    "Correct parse.registry in pipeline.yaml, or mend the registry",
                    () -> {
                      new SchemaRegistry(release.registry()).check();
                      return "answers";
                    }))
        .stream()
        .toList();
  }

  private static Check javaVersion() {
    return Check.error(
        "java-version",
        System.getProperty("java.home"),
        "Run with Java 17: set JAVA_HOME in the inventory",
        () -> {
          if (Runtime.version().feature() < 17) {
            throw new NotAsWanted("Java " + Runtime.version());
          }
          return "Java " + Runtime.version();
        });
  }

  /**
   * The cluster's spark-defaults may turn it on, so spark.conf has to turn it off in so many words.
   */
  private static Check dynamicAllocation(Release release) {
    return Check.error(
        "dynamic-allocation",
        release.folder().resolve("spark.conf") + " and the cluster's spark-defaults.conf",
        "Set spark.dynamicAllocation.enabled=false and"
            + " spark.streaming.dynamicAllocation.enabled=false in spark.conf",
        () -> {
          List<String> problems = SparkSettings.dynamicAllocation(SparkDefaults.under(release));
          if (!problems.isEmpty()) {
            throw new NotAsWanted(String.join(" ", problems));
          }
          return "off";
        });
  }

  private static boolean logIn(Release release) {
    try {
      UserGroupInformation.loginUserFromKeytab(release.principal(), release.keytab().toString());
      return true;
    } catch (IOException e) {
      // The check keytab-login reports it.
      return false;
    }
  }

  private static String describe(Preflight report, boolean loggedIn) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : report.checks()) {
      String mark = finding.ok() ? "ok" : finding.severity();
      text.append(
          String.format(
              java.util.Locale.ROOT,
              "%-8s %-21s %s: %s%n",
              mark,
              finding.id(),
              finding.lookedAt(),
              finding.found()));
      if (!finding.ok()) {
        text.append(String.format("%30s %s (%s)%n", "->", finding.remedy(), finding.runbook()));
      }
    }
    if (!loggedIn) {
      text.append("The checks of HDFS, YARN and Kafka need a login and were left out.\n");
    }
    return text.append(report.ok() ? "Ready." : "Not ready.").toString();
  }
}
