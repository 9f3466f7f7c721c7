package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What monitoring sees of a deployed job whose topic has three partitions. */
interface MetricsTests extends DeployedJob {

  @Test
  default void metricsTellOfTheRunningJob(@TempDir Path temporary) throws IOException {
    Path file = temporary.resolve("keystream_deployment.prom");

    String text =
        await("the driver's metrics recorded")
            .atMost(SOON)
            .pollInterval(Duration.ofSeconds(3))
            .until(
                () -> gateway().keystream("metrics").orThrow().stdout(),
                found ->
                    found.contains("keystream_lag_records{")
                        && found.contains("kind=\"kafka_token\""));
    gateway().keystream("metrics", "--textfile", file.toString()).orThrow();

    String label = "{pipeline=\"" + gateway().pipeline().name() + "\"";
    assertThat(text)
        .contains(
            "keystream_up" + label + "} 1\n",
            "keystream_wanted" + label + "} 1\n",
            "keystream_attempt" + label + "} ",
            "keystream_batches_waiting" + label + "} ",
            "keystream_home_files" + label + "} ",
            "keystream_checkpoint_age_seconds" + label + "} ",
            "keystream_credential_left_seconds" + label + ",kind=\"kafka_token\"} ",
            "keystream_credential_age_seconds" + label + ",kind=\"keytab\"} ");
    for (int partition = 0; partition < 3; partition++) {
      assertThat(text)
          .contains(
              "keystream_lag_records%s,topic=\"%s\",partition=\"%d\"} "
                  .formatted(label, gateway().pipeline().topic(), partition));
    }
    assertThat(Files.readString(file)).contains("keystream_up" + label + "} 1\n");
  }

  @Test
  default void thePageOfMetricsHasStableNamesAndIsForViewersOnly(Lab lab) throws Exception {
    Page page =
        Page.of(lab, gateway().status().path("tracking_url").asText() + "metrics/prometheus/");

    assertThat(page.textFor(LabUser.ADMIN))
        .contains("metrics_" + gateway().pipeline().name() + "_driver_keystream_epoch_Value");
    assertThat(page.statusFor(LabUser.GUEST)).as("no viewer").isEqualTo(403);
  }

  /** Last: the job is stopped by then. */
  @Test
  @Order(Integer.MAX_VALUE)
  default void metricsTellOfAJobThatWasStopped() {
    assertThat(gateway().keystream("metrics").orThrow().stdout())
        .containsPattern("(?m)^keystream_up\\{.*} 0$")
        .containsPattern("(?m)^keystream_wanted\\{.*} 0$")
        .containsPattern("(?m)^keystream_given_up\\{.*} 0$")
        .doesNotContain("keystream_lag_records");
  }
}
