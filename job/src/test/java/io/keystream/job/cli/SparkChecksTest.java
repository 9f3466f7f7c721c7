package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.security.preflight.Finding;
import io.keystream.security.preflight.Preflight;
import io.keystream.security.preflight.TokenSettings;
import io.keystream.security.preflight.YarnChecks.Containers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkChecksTest {
  @TempDir private Path temporary;
  private final Configuration configuration = new Configuration(false);
  private Path folder;

  @BeforeEach
  void makeRelease() throws Exception {
    folder = Releases.complete(temporary.resolve("release"));
    configuration.set("fs.defaultFS", "hdfs://own:8020");
  }

  @Test
  void passesSettingsOfALongRunningJob() throws Exception {
    assertThat(run().checks()).allSatisfy(f -> assertThat(f.ok()).as(f.found()).isTrue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.dynamicAllocation.enabled=true | dynamic-allocation | spark.dynamicAllocation.enabled is true",
        "spark.speculation=true | spark-settings | spark.speculation is true, wanted false",
        "spark.streaming.concurrentJobs=2 | spark-settings | concurrentJobs is 2, wanted 1",
        "spark.streaming.receiver.writeAheadLog.enable=false | spark-settings | is not true, wanted true",
        "spark.security.credentials.hadoopfs.enabled=false | spark-tokens | spark.security.credentials.hadoopfs.enabled is false",
        "spark.security.credentials.kafka.enabled=false | spark-tokens | ends with its first tokens of kafka",
      })
  void refusesASettingUnderWhichTheJobDoesNotLive(String line, String id, String found)
      throws Exception {
    Releases.append(folder, "spark.conf", line + "\n");

    assertThat(finding(id).severity()).isEqualTo("error");
    assertThat(finding(id).found()).contains(found);
  }

  @Test
  void refusesAFolderOnAFileSystemThatNoTokenIsFetchedFor() throws Exception {
    Path yaml = folder.resolve("pipeline.yaml");
    java.nio.file.Files.writeString(
        yaml,
        java.nio.file.Files.readString(yaml)
            .replace(folder + "/home", "hdfs://archive:8020/user/k/logs"));
    assertThat(finding("spark-tokens").found())
        .contains("hdfs://archive:8020 is not in spark.kerberos.access.hadoopFileSystems");

    Releases.append(
        folder,
        "spark.conf",
        "spark.kerberos.access.hadoopFileSystems=hdfs://other, hdfs://archive:8020\n");
    assertThat(finding("spark-tokens").ok()).isTrue();
  }

  @Test
  void refusesAProxyUser() throws Exception {
    assertThat(checks().proxyUser(Map.of("HADOOP_PROXY_USER", "etl")))
        .containsExactly(
            "HADOOP_PROXY_USER is etl: tokens of a proxy user cannot be renewed, so the job would"
                + " end with them.");
    assertThat(checks().proxyUser(Map.of())).isEmpty();

    Releases.append(
        folder, "submit.properties", "spark-submit=/bin/spark3-submit --proxy-user etl\n");
    assertThat(checks().proxyUser(Map.of()))
        .containsExactly(
            "spark-submit has --proxy-user: tokens of a proxy user cannot be renewed.");
  }

  @Test
  void readsWhenTokensAreRenewed() throws Exception {
    assertThat(checks().tokens()).isEqualTo(new TokenSettings(0.75, Duration.ofHours(1)));

    Releases.append(
        folder,
        "spark.conf",
        "spark.security.credentials.renewalRatio=0.5\nspark.security.credentials.retryWait=60s\n");
    assertThat(checks().tokens()).isEqualTo(new TokenSettings(0.5, Duration.ofMinutes(1)));
  }

  @Test
  void reckonsContainersAsSparkDoes() {
    assertThat(ContainerSizes.driver(Map.of("spark.driver.memory", "2g")))
        .isEqualTo(new Containers("the driver", 2048 + 384, 1, 1));
    assertThat(
            ContainerSizes.executors(
                Map.of(
                    "spark.executor.memory", "8g",
                    "spark.executor.cores", "4",
                    "spark.executor.instances", "3")))
        .isEqualTo(new Containers("an executor", 8192 + 819, 4, 3));
    assertThat(
            ContainerSizes.driver(
                Map.of("spark.driver.memory", "1g", "spark.driver.memoryOverhead", "1g")))
        .isEqualTo(new Containers("the driver", 2048, 1, 1));
  }

  @Test
  void findsTheHostsOfTheClientConfiguration() {
    configuration.set("dfs.namenode.rpc-address.own.nn1", "nn1.example.com:8020");
    configuration.set("dfs.namenode.rpc-address.own.nn2", "nn2.example.com:8020");
    configuration.set("yarn.resourcemanager.address", "0.0.0.0:8032");
    configuration.set("yarn.resourcemanager.hostname.rm1", "rm1.example.com");

    assertThat(ClusterHosts.namenodes(configuration))
        .containsExactly("nn1.example.com:8020", "nn2.example.com:8020");
    assertThat(ClusterHosts.resourceManagers(configuration)).containsExactly("rm1.example.com");
  }

  private Finding finding(String id) throws Exception {
    List<Finding> all = run().checks();
    return all.stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
  }

  private Preflight run() throws Exception {
    return Preflight.run(checks().all());
  }

  private SparkChecks checks() throws Exception {
    Release release = Release.load(folder);
    return new SparkChecks(release, release.sparkConf(), configuration);
  }
}
