package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.metrics.Exposition;
import io.keystream.job.metrics.Metric;
import io.keystream.job.metrics.RecordedMetrics;
import io.keystream.job.metrics.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobLookTest {
  private static final String APPLICATION = "application_1_0002";
  private static final Instant NOW = Entries.TIME.plusSeconds(61);

  private Optional<ApplicationReport> application = Optional.empty();
  private Optional<Control.Submitted> submitted =
      Optional.of(new Control.Submitted(APPLICATION, "1.0-a", "op on gw1", NOW));
  private Optional<Control.StopRequest> stop = Optional.empty();
  private Optional<Control.LastFailure> failure = Optional.empty();
  private Control.WatchdogNotes notes = Control.WatchdogNotes.NONE;
  private Optional<LedgerEntry> last = Optional.empty();
  private Optional<RecordedMetrics> recorded = Optional.empty();

  @ParameterizedTest
  @CsvSource({
    "RUNNING, UNDEFINED, , 1 1 0",
    "ACCEPTED, UNDEFINED, , 0 1 0",
    "FAILED, FAILED, , 0 1 0",
    "FINISHED, SUCCEEDED, , 0 0 0",
    "KILLED, KILLED, was killed by user op at 10.0.0.1, 0 1 1",
    "KILLED, KILLED, Keystream stopped with exit code 10: bad key, 0 1 1"
  })
  void tellsWhetherTheJobIsUpAndWantedAndGivenUp(
      YarnApplicationState state, FinalApplicationStatus end, String diagnostics, String expected) {
    yarnSays(state, end, diagnostics);

    assertThat(upWantedGivenUp()).isEqualTo(expected);
  }

  @Test
  void aJobThatAnOperatorStoppedIsNotWanted() {
    yarnSays(YarnApplicationState.FAILED, FinalApplicationStatus.FAILED, "");
    stop = Optional.of(new Control.StopRequest("op on gw1", NOW));

    assertThat(upWantedGivenUp()).isEqualTo("0 0 0");
  }

  @Test
  void aJobThatYarnHasForgottenIsGivenUpAndOneNeverSubmittedIsNotWanted() {
    assertThat(upWantedGivenUp()).isEqualTo("0 1 1");
    submitted = Optional.empty();
    assertThat(upWantedGivenUp()).isEqualTo("0 0 0");
  }

  @Test
  void aJobThatTheWatchdogGaveUpIsGivenUp() {
    yarnSays(YarnApplicationState.FAILED, FinalApplicationStatus.FAILED, "");
    notes = new Control.WatchdogNotes(List.of(NOW, NOW), NOW);
    failure = Optional.of(new Control.LastFailure(15, "no", APPLICATION, 1, NOW));

    assertThat(upWantedGivenUp()).isEqualTo("0 1 1");
    assertThat(text())
        .contains("keystream_watchdog_resubmissions{pipeline=\"p\"} 2\n")
        .contains("keystream_last_failure_exit_code{pipeline=\"p\"} 15\n");
  }

  @Test
  void tellsTheLedgerAlsoOfAJobThatIsDown() {
    last =
        Optional.of(
            Entries.entry(
                7,
                1,
                List.of(new OffsetSpan("access", 0, 0, 10)),
                List.of(),
                new RecordCounts(10, 7, 2, 1),
                new RecordCounts(100, 70, 20, 10)));

    assertThat(text())
        .contains("keystream_ledger_entries_total{pipeline=\"p\"} 7\n")
        .contains("keystream_ledger_commit_age_seconds{pipeline=\"p\"} 60\n")
        .contains("keystream_ledger_records{pipeline=\"p\",fate=\"dead_lettered\"} 10\n")
        .contains("keystream_looked_at_seconds{pipeline=\"p\"} " + NOW.getEpochSecond() + "\n");
  }

  @Test
  void whatTheDriverMeasuredIsToldWhileItRunsAndNotLater() {
    yarnSays(YarnApplicationState.RUNNING, FinalApplicationStatus.UNDEFINED, "");
    recorded = Optional.of(recordedBy(APPLICATION));
    assertThat(text())
        .contains("keystream_attempt{pipeline=\"p\"} 3\n")
        .contains("keystream_attempts_allowed{pipeline=\"p\"} 4\n")
        .contains("keystream_driver_numbers_age_seconds{pipeline=\"p\"} 5\n")
        .contains("keystream_executors{pipeline=\"p\"} 2\n");

    recorded = Optional.of(recordedBy("application_1_0001"));
    assertThat(text()).doesNotContain("keystream_driver_numbers_age", "keystream_executors{");

    recorded = Optional.of(recordedBy(APPLICATION));
    yarnSays(YarnApplicationState.FAILED, FinalApplicationStatus.FAILED, "");
    assertThat(text()).doesNotContain("keystream_driver_numbers_age", "keystream_executors{");
  }

  private static RecordedMetrics recordedBy(String id) {
    return RecordedMetrics.of(id, 1, NOW.minusSeconds(5), List.of(Sample.of(Metric.EXECUTORS, 2)));
  }

  private String upWantedGivenUp() {
    List<Sample> samples = look().samples(NOW);
    return value(samples, Metric.UP)
        + " "
        + value(samples, Metric.WANTED)
        + " "
        + value(samples, Metric.GIVEN_UP);
  }

  private static long value(List<Sample> samples, Metric metric) {
    return samples.stream()
        .filter(sample -> sample.metric() == metric)
        .mapToLong(sample -> (long) sample.value())
        .findFirst()
        .orElseThrow();
  }

  private String text() {
    return Exposition.write("p", look().samples(NOW));
  }

  private JobLook look() {
    WatchdogFacts facts =
        new WatchdogFacts(
            application.map(LastApplication::of),
            submitted,
            stop,
            Optional.empty(),
            failure,
            notes);
    return new JobLook(facts, application, last, recorded, Optional.of(4));
  }

  private void yarnSays(YarnApplicationState state, FinalApplicationStatus end, String why) {
    ApplicationReport report = FakeYarn.report(APPLICATION, state, end, why);
    report.setCurrentApplicationAttemptId(
        ApplicationAttemptId.newInstance(report.getApplicationId(), 3));
    report.setFinishTime(NOW.toEpochMilli());
    application = Optional.of(report);
  }
}
