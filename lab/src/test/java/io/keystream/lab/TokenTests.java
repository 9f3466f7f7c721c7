package io.keystream.lab;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.lab.process.CommandResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a deployed job logs in with, seen and managed by its operators. */
interface TokenTests extends DeployedJob {
  Pattern CANCELLED =
      Pattern.compile(
          "Cancelled KAFKA_DELEGATION_TOKEN for kafka.server.delegation.token.source, (\\S+)");

  @Test
  default void tokensShowsAllThatTheJobLogsInWith() {
    JsonNode answer = awaitRecord();

    Map<String, JsonNode> rows = byKind(answer);
    assertThat(rows)
        .containsOnlyKeys(
            "TGT",
            "HDFS_DELEGATION_TOKEN",
            "KAFKA_DELEGATION_TOKEN",
            "YARN_AM_RM_TOKEN",
            "KEYTAB",
            "TRUSTED_CERTIFICATE",
            "BROKER_CERTIFICATE");
    assertThat(answer.path("credentials"))
        .allSatisfy(row -> assertThat(row.path("state").asText()).as("%s", row).isEqualTo("OK"));
    assertThat(rows.get("TGT").path("owner").asText()).isEqualTo("keystream@KEYSTREAM.LAB");
    assertThat(rows.get("HDFS_DELEGATION_TOKEN").path("renewed_by").asText()).isEqualTo("SPARK");
    assertThat(rows.get("KAFKA_DELEGATION_TOKEN").path("owner").asText())
        .isEqualTo("User:keystream");
    assertThat(rows.get("KAFKA_DELEGATION_TOKEN").path("max_life").asText()).endsWith("Z");
    assertThat(rows.get("KEYTAB").path("action").asText()).matches("kvno (\\d+), in the KDC \\1");
    assertThat(gateway().keystream("status").orThrow().stdout())
        .contains("credentials  0 repairs; first to end: ")
        .containsPattern("lag +\\d+ records to be read in \\d+ partitions")
        .containsPattern("(?m)^next +\\S");
    assertThat(gateway().keystream("tokens").orThrow().stdout())
        .containsPattern(
            "OK +KAFKA_DELEGATION_TOKEN +driver +kafka.server.*renewed by Spark in 17 h");
  }

  @Test
  default void whatEndsWithinTheHorizonIsToldByTheExitCode() {
    CommandResult horizon = gateway().keystream("tokens", "--within", "99999d");

    assertThat(horizon.exitCode()).as(horizon.output()).isEqualTo(18);
    assertThat(horizon.stdout())
        .containsPattern("ENDING +BROKER_CERTIFICATE .* replace it: nothing renews it");
  }

  @Test
  default void tokensAreRenewedWhenAsked() {
    Map<String, JsonNode> before = byKind(awaitRecord());

    CommandResult played = gateway().require("tokens", "-e", "keystream_service_tokens_renew=true");

    assertThat(played.stdout())
        .contains("changed=1")
        .containsPattern("access-logs +OK +KAFKA_DELEGATION_TOKEN +driver ");
    JsonNode answer = gateway().ask("tokens");
    Map<String, JsonNode> after = byKind(answer);
    for (String kind : List.of("HDFS_DELEGATION_TOKEN", "KAFKA_DELEGATION_TOKEN")) {
      assertThat(after.get(kind).path("id")).as(kind).isNotEqualTo(before.get(kind).path("id"));
      assertThat(after.get(kind).path("renewals_by_keeper").asInt()).as(kind).isEqualTo(1);
      assertThat(after.get(kind).path("state").asText()).as(kind).isEqualTo("OK");
    }
    assertThat(answer.path("repairs").asInt()).as("none was needed").isZero();
  }

  @Test
  default void tokensOfAJobThatRunsAreNotCancelled() {
    CommandResult refused = gateway().keystream("tokens", "--cancel");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr())
        .contains(applicationId() + " runs and needs its tokens: keystream stop before");
  }

  /** Late, because it stops the job. */
  @Test
  @Order(Integer.MAX_VALUE - 1)
  default void tokensThatAStoppedJobLeftAreCancelledAndNoOthers(Lab lab) {
    String anothers = lab.kafka(LabUser.KEYSTREAM).createToken();
    Set<String> before = Set.copyOf(lab.kafka(LabUser.KEYSTREAM).tokenIds());
    gateway().require("stop");
    assertThat(gateway().keystream("tokens").orThrow().stdout())
        .containsPattern("Nothing runs. \\d+ tokens may be left behind");

    CommandResult first = gateway().keystream("tokens", "--cancel").orThrow();
    CommandResult second = gateway().keystream("tokens", "--cancel").orThrow();

    Set<String> cancelled =
        CANCELLED.matcher(first.stdout()).results().map(m -> m.group(1)).collect(toSet());
    List<String> left = lab.kafka(LabUser.KEYSTREAM).tokenIds();
    assertThat(cancelled).isNotEmpty().isSubsetOf(before).doesNotContainAnyElementsOf(left);
    assertThat(left).contains(anothers);
    assertThat(first.stdout()).contains("Cancelled HDFS_DELEGATION_TOKEN for ");
    assertThat(second.stdout()).isEqualTo("The job left no token behind.\n");
  }

  /** The driver writes it when it has seen for how long its tokens are valid. */
  private JsonNode awaitRecord() {
    return await("the driver's credentials recorded")
        .atMost(SOON)
        .until(
            () -> gateway().ask("tokens"),
            answer ->
                answer
                    .path("credentials")
                    .toString()
                    .contains("\"renewed_by\":\"SPARK\",\"renewal\":\"2"));
  }

  private static Map<String, JsonNode> byKind(JsonNode answer) {
    Map<String, JsonNode> rows = new HashMap<>();
    answer.path("credentials").forEach(row -> rows.putIfAbsent(row.path("kind").asText(), row));
    return rows;
  }
}
