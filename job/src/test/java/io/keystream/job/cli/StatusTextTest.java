package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.source.KafkaComparison.PartitionLag;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class StatusTextTest {
  private final Statuses status = new Statuses();

  @Test
  void tellsAtAGlanceHowTheJobIs() {
    status.lag =
        KafkaLag.of(
            List.of(
                new PartitionLag("access", 0, 5L, 0L, 25L, 20),
                new PartitionLag("access", 1, 5L, 0L, 5L, 0),
                new PartitionLag("access", 2, 5L, 0L, 105L, 100)),
            List.of());
    status.deadLetters =
        new RecentLetters(
            2,
            List.of(
                new LetterCounts.Group(4, null, "not an access\u001b log line"),
                new LetterCounts.Group(1, "positive", "bytes is not > N")),
            null);

    assertThat(text(Ansi.OFF))
        .isEqualTo(
            """
            pipeline     access-logs
            state        RUNNING
            application  application_1_0001, attempt 1
            release      0.1.0-1a2b3c4d
            URL          https://rm/proxy
            last commit  entry 12, 4 s ago
                         entry 12, 4 s ago: 500 records, 1.5 s after its batch time
            rate         100.0 records/s, a commit every 5.0 s (last 20 commits)
            delay        1.5 s, at most 2.5 s
            lag          120 records to be read in 3 partitions: access-2 100, access-0 20
            records      500 read = 495 written + 0 filtered + 5 dead-lettered
            dead letters 4  not an access? log line
                         1  positive: bytes is not > N
            output       /data/access
            next         nothing is to be done""");
  }

  @Test
  void hasColoursOnlyWhereATerminalReadsIt() {
    status.state = "FAILED";
    status.diagnostics = "Shutdown hook\nmore";

    assertThat(text(Ansi.ON)).contains("\u001b[31mFAILED\u001b[39m");
    assertThat(text(Ansi.OFF))
        .doesNotContain("\u001b")
        .contains("state        FAILED\n", "YARN says    Shutdown hook\n")
        .contains("next         it has failed: see what YARN says\n")
        .endsWith("             runbooks/procedures/check-job.md#diagnosis");
  }

  @Test
  void saysWhyTheLagIsNotKnown() {
    status.lag = KafkaLag.unknown("no answer within 10 s");

    assertThat(text(Ansi.OFF)).contains("lag          not known: no answer within 10 s\n");
  }

  @Test
  void machinesFindTheKeysThatPlaybooksRead() {
    assertThat(LedgerJson.write(status.report()))
        .contains("\"state\":\"RUNNING\"", "\"application_id\":\"application_1_0001\"")
        .contains("\"release\":\"0.1.0-1a2b3c4d\"", "\"attempt\":1", "\"tracking_url\":\"https:")
        .contains("\"last_commit\":{\"sequence\":12,", "\"records\":{\"read\":500,")
        .contains("\"output\":\"/data/access\"", "\"receivers\":[]", "\"credentials\":null")
        .contains("\"last_failure\":null", "\"next\":[]", "\"lag\":{\"records\":120,");
  }

  private String text(Ansi ansi) {
    StatusReport report = status.report();
    return StatusText.of(
        report.with(NextStep.of(report, java.time.Duration.ofSeconds(5), Statuses.NOW)),
        Statuses.NOW,
        ansi);
  }
}
