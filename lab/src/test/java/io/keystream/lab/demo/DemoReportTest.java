package io.keystream.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.audit.Audit;
import io.keystream.lab.audit.RecordId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoReportTest {
  private static final RecordId RECORD = new RecordId("demo", 1, 42);

  @Test
  void isOneJsonObjectWithTheDocumentedFields() {
    assertThat(DemoReport.json(outcome(exact(), 0), Duration.ofMillis(183_900)))
        .isEqualTo(
            "{\"records_in\":1200,\"records_out\":1194,\"dead_lettered\":6,\"lost\":0,"
                + "\"duplicated\":0,\"application_id\":\"application_1_0001\","
                + "\"output\":\"/data/demo\",\"seconds\":183}");
  }

  @Test
  void tellsPeopleTheSame() {
    assertThat(DemoReport.text(outcome(exact(), 0)).lines())
        .containsExactly(
            "Every record arrived exactly once, byte for byte.",
            "",
            "  records in          1,200   read back from Kafka",
            "  records out         1,194   rows read back from 3 Parquet files",
            "  dead letters            6   rows read back, each with its reason",
            "  lost                    0",
            "  duplicated              0",
            "  unknown                 0   rows that nobody sent",
            "  altered                 0   rows with other bytes than were sent",
            "  batches                12   p50 0.5 s, p99 1.0 s from batch time to commit",
            "  latency       p50 1.5 s, p99 3.0 s from Kafka to committed",
            "  application   application_1_0001",
            "  output        /data/demo",
            "",
            "Dead letters by reason:",
            "        5  empty value",
            "        1  access-log: no time",
            "",
            "Some rows of the output:",
            "  path  status",
            "  /a       200");
  }

  @Test
  void namesRecordsThatAreLostOrRepeated() {
    Audit audit =
        new Audit(3, 2, 0, List.of(RECORD), List.of(RECORD), List.of(), List.of(), List.of());
    Outcome outcome = outcome(audit, 0);
    assertThat(outcome.exact()).isFalse();
    assertThat(DemoReport.text(outcome))
        .startsWith("NOT EXACTLY ONCE: records were lost, repeated or changed.")
        .contains("demo-1@42");
  }

  @Test
  void countsWhatKafkaLostAsLost() {
    Outcome outcome = outcome(exact(), 2);
    assertThat(outcome.lost()).isEqualTo(2);
    assertThat(outcome.exact()).isFalse();
  }

  @Test
  void joinsReasonsThatDifferOnlyInThePosition() {
    assertThat(
            Examination.withoutPositions(
                Map.of("not valid UTF-8 at byte 7", 2, "not valid UTF-8 at byte 93", 1)))
        .containsExactly(Map.entry("not valid UTF-8", 3));
  }

  @Test
  void findsTheRecapOfAPlaybook() {
    String output =
        "TASK [x : y] ***\nok: [demo]\n\nPLAY RECAP ***\ndemo      : ok=61   failed=0  \n";
    assertThat(Playbooks.recap(output)).containsExactly("demo : ok=61 failed=0");
  }

  private static Audit exact() {
    return new Audit(1_200, 1_194, 6, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private static Outcome outcome(Audit audit, long vanished) {
    Latency latency =
        new Latency(
            Optional.of(new Percentiles(Duration.ofMillis(1_500), Duration.ofSeconds(3))),
            Optional.of(new Percentiles(Duration.ofMillis(500), Duration.ofSeconds(1))));
    return new Outcome(
        audit,
        vanished,
        Map.of("empty value", 5, "access-log: no time", 1),
        3,
        12,
        latency,
        "application_1_0001",
        "/data/demo",
        List.of(List.of("path", "status"), List.of("/a", "200")));
  }
}
