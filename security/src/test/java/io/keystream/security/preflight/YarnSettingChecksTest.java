package io.keystream.security.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class YarnSettingChecksTest {
  private final Configuration yarn = new Configuration(false);

  @Test
  void passesAClusterThatIsMadeForLongJobs() throws Exception {
    yarn.set("yarn.resourcemanager.am.max-attempts", "10");
    yarn.set("yarn.log-aggregation-enable", "true");
    yarn.set("yarn.resourcemanager.proxy-user-privileges.enabled", "true");

    assertThat(run(Map.of("spark.yarn.maxAppAttempts", "4")))
        .extracting(Finding::id, Finding::ok)
        .containsExactly(
            tuple("yarn-attempts", true),
            tuple("yarn-log-aggregation", true),
            tuple("yarn-restart", true));
  }

  @Test
  void warnsOfWhatEndsAJobWithinMonths() throws Exception {
    List<Finding> found = run(Map.of("spark.yarn.maxAppAttempts", "8"));

    assertThat(found).extracting(Finding::severity).containsOnly("warning");
    assertThat(found.get(0).found())
        .isEqualTo(
            "2 (Spark asks for 8, YARN allows 2), wanted at least 4: a job of months is restarted"
                + " so often");
    assertThat(found.get(1).found()).startsWith("off, or not told to clients: logs end");
    assertThat(found.get(2).found()).contains("started again fails with -1000");
  }

  @Test
  void warnsOfPasswordVariablesThatContainersDoNotGetOrThatLogsShow() throws Exception {
    assertThat(ofVariable().found())
        .isEqualTo(
            "containers do not get [DB_PASSWORD] (yarn.nodemanager.env-whitelist);"
                + " yarn.nodemanager.log-container-debug-info.enabled is true: whoever sees the"
                + " logs sees [DB_PASSWORD], as far as clients are told");

    yarn.set("yarn.nodemanager.env-whitelist", "JAVA_HOME, DB_PASSWORD");
    yarn.set("yarn.nodemanager.log-container-debug-info.enabled", "false");
    yarn.set("yarn.nodemanager.log-container-debug-info-on-error.enabled", "true");
    assertThat(ofVariable().found()).startsWith("yarn.nodemanager.log-container-debug-info-on-err");

    yarn.unset("yarn.nodemanager.log-container-debug-info-on-error.enabled");
    assertThat(ofVariable().found()).isEqualTo("[DB_PASSWORD] are passed on, and in no log");
  }

  private Finding ofVariable() throws InterruptedException {
    Check check = new YarnSettingChecks(yarn).variables(List.of("DB_PASSWORD"));
    return Preflight.run(List.of(check)).checks().get(0);
  }

  private List<Finding> run(Map<String, String> spark) throws InterruptedException {
    return Preflight.run(new YarnSettingChecks(yarn).of(spark)).checks();
  }
}
