package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.cli.RecoverFinding.Kind;
import io.keystream.job.cli.RecoverFinding.State;
import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.RepairRequest;
import io.keystream.job.ledger.RepairRequests;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.lifecycle.RecordedCredentials;
import io.keystream.job.source.OffsetBounds;
import io.keystream.job.source.TopicState;
import io.keystream.security.token.Credential;
import io.keystream.security.token.HeldToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of a job and its services where they are, and that looking changes nothing. */
class RecoverLookTest {
  private static final String APPLICATION = Recoveries.APPLICATION;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern DAMAGED = Pattern.compile("/ledger/\\S+ is damaged: ");

  @TempDir private Path folder;
  private TestCluster job;
  private Path published;
  private TimeLimit.Question<TopicState> topics = () -> holding(0, 10);
  private Map<String, String> before;

  /** A job that has read all ten records, with a checkpoint. */
  @BeforeEach
  void connect() throws IOException {
    job = new TestCluster(folder);
    published = Files.writeString(folder.resolve("rows.json"), "{}\n".repeat(10));
    Entries.put(job.home(), entry());
    Path checkpoint = job.home().local(job.home().home().checkpoint("ab"));
    Files.createDirectories(checkpoint);
    Files.writeString(checkpoint.resolve("checkpoint-1000"), "all");
    job.yarn().runs(APPLICATION);
    job.control()
        .recordSubmitted(new Control.Submitted(APPLICATION, "1.0-a", "op", Recoveries.NOW));
  }

  @AfterEach
  void nothingWasChanged() throws IOException {
    assertThat(job.contents()).isEqualTo(before);
    assertThat(job.submissions()).isZero();
    assertThat(job.yarn().killed()).isEmpty();
    job.close();
  }

  @Test
  void ofAJobThatIsWellNothingIsWrong() throws Exception {
    RecoverReport report = look();

    assertThat(report.findings()).extracting(RecoverFinding::state).containsOnly(State.OK);
    assertThat(found(report, "application")).isEqualTo("application_1_0002 is there");
    assertThat(found(report, "progress")).startsWith("entry 1 was committed ");
    assertThat(found(report, "hdfs")).isEqualTo("file:/// answers");
    assertThat(found(report, "yarn")).isEqualTo("application_1_0002 is RUNNING");
    assertThat(found(report, "kafka")).contains("0 records to be read in 1 partitions");
    assertThat(found(report, "ledger")).isEqualTo("1 entries, no gap, no overlap");
    assertThat(found(report, "published-files")).isEqualTo("1 files, none missing or damaged");
    assertThat(found(report, "checkpoint")).isEqualTo("has 3 bytes");
  }

  @Test
  void ofOneThatNeverRanOnlyThatIsSaid() throws Exception {
    before = job.contents();
    try (TestCluster fresh = new TestCluster(Files.createDirectory(folder.resolve("other")))) {
      RecoverReport report = report(new RecoverLook(fresh.cluster(), topics, 9, PATIENCE));

      assertThat(report.findings())
          .filteredOn(RecoverFinding::isBad)
          .extracting(RecoverFinding::id)
          .containsExactly("application");
      assertThat(found(report, "yarn")).isEqualTo("no application of logs");
      assertThat(found(report, "checkpoint")).startsWith("none; ");
    }
  }

  @Test
  void oneThatWasGivenUpIsToBeSubmitted() throws Exception {
    job.yarn().givesUp(APPLICATION, "it failed 2 times");
    job.control()
        .recordFailure(new Control.LastFailure(15, "no luck", APPLICATION, 1, Recoveries.NOW));

    RecoverFinding found = bad("application", Kind.SUBMIT);

    assertThat(found.found())
        .isEqualTo("application_1_0002 was given up by YARN: it failed 2 times");
    assertThat(found.details()).containsExactly("it said: no luck");
  }

  @Test
  void oneThatWasKilledIsToldAndNotToBeSubmitted() throws Exception {
    job.yarn().wasKilled(APPLICATION, "killed by user op at 10.0.0.1");

    assertThat(bad("application", null).found())
        .startsWith("application_1_0002: killed by user op at 10.0.0.1");
  }

  @Test
  void oneThatCommitsNothingOfWhatWaitsIsToBeRestarted() throws Exception {
    topics = () -> holding(0, 15);

    assertThat(bad("progress", Kind.RESTART).found()).endsWith(", and records wait");
  }

  @Test
  void whatKafkaLostIsTold() throws Exception {
    topics = () -> holding(12, 15);

    RecoverFinding found = bad("kafka", null);

    assertThat(found.exitCode()).isEqualTo(ExitCode.DATA_LOST.code());
    assertThat(found.details()).hasSize(1).allMatch(lost -> lost.startsWith("access-0"));
  }

  @Test
  void brokersThatDoNotAnswerKeepNobodyElseFromIt() throws Exception {
    topics =
        () -> {
          throw new KafkaException("no answer from b1:9093");
        };

    assertThat(bad("kafka", null).found()).isEqualTo("no answer from b1:9093");
    assertThat(found(look(), "ledger")).isEqualTo("1 entries, no gap, no overlap");
  }

  @Test
  void aResourceManagerThatDoesNotAnswerKeepsNobodyElseFromIt() throws Exception {
    job.yarn().fails("Connection refused");

    assertThat(bad("yarn", null).found()).isEqualTo("Connection refused");
    assertThat(found(look(), "application")).isEqualTo("not looked at: see yarn");
    assertThat(found(look(), "ledger")).isEqualTo("1 entries, no gap, no overlap");
  }

  @Test
  void anEntryThatIsDamagedIsToldAndNothingElseOfTheLedger() throws Exception {
    job.yarn().givesUp(APPLICATION, "no luck");
    Path ledger = job.home().local(job.home().home().ledger());
    try (Stream<Path> entries = Files.list(ledger)) {
      Files.writeString(entries.findFirst().orElseThrow(), "{}");
    }

    RecoverReport report = look();

    assertThat(find(report, "ledger").details()).hasSize(1).allMatch(DAMAGED.asPredicate());
    assertThat(report.exitCode()).isEqualTo(ExitCode.LEDGER);
    assertThat(report.findings()).extracting(RecoverFinding::repair).containsOnlyNulls();
  }

  @Test
  void aPublishedFileThatIsGoneIsToBeMadeAgain() throws Exception {
    Files.delete(published);

    RecoverFinding found = bad("published-files", Kind.REMAKE);

    assertThat(found.details()).allMatch(each -> each.contains(published + " is missing"));
    assertThat(found.repair().what()).endsWith(": [1]");
  }

  @Test
  void oneThatKafkaNoLongerHasIsOnlyTold() throws Exception {
    Files.delete(published);
    topics = () -> holding(10, 10);

    RecoverFinding found = bad("published-files", null);

    assertThat(found.details().get(0)).startsWith("Not made again: Entry 1: access-0 ");
  }

  @Test
  void filesOfOlderEntriesNeedNotBeLookedFor() throws Exception {
    Files.delete(published);
    before = job.contents();

    RecoverReport report = report(new RecoverLook(job.cluster(), topics, 0, PATIENCE));

    assertThat(report.ok()).isTrue();
  }

  @Test
  void requestsThatWaitAreKnown() throws Exception {
    RepairRequests requests = new RepairRequests(job.home().files(), job.home().home());
    requests.submit(new RepairRequest("20260131-a", "op", Recoveries.NOW, List.of(1L)));
    before = job.contents();

    RecoverFacts facts = new RecoverLook(job.cluster(), topics, 9, PATIENCE).facts();

    assertThat(facts.asked()).containsExactly(Map.entry("20260131-a", List.of(1L)));
  }

  @Test
  void theNewestCheckpointIsLookedAt() throws Exception {
    Path checkpoint = job.home().local(job.home().home().checkpoint("ab"));
    Files.writeString(checkpoint.resolve("checkpoint-2000"), "");

    RecoverReport report = look();

    assertThat(find(report, "checkpoint").state()).isEqualTo(State.WARN);
    assertThat(find(report, "checkpoint").details())
        .containsExactly(checkpoint.resolve("checkpoint-2000").toString());
  }

  @Test
  void tokensOfTheDriverThatHaveEndedAreToBeRenewed() throws Exception {
    Credential ended = Recoveries.ended(HeldToken.HDFS, "1");
    job.control()
        .recordCredentials(
            new RecordedCredentials(
                APPLICATION, 1, Recoveries.NOW, 0, List.of(ended), List.of(), null));

    assertThat(bad("tokens", Kind.RENEW).details())
        .containsExactly("ENDED: HDFS_DELEGATION_TOKEN for nn:8020, ended: see the driver's log");
  }

  @Test
  void theCommandDoesNothingThatItIsNotAskedFor() throws Exception {
    job.yarn().givesUp(APPLICATION, "no luck");
    before = job.contents();

    RecoverReport report = new RecoverCommand().report(job.cluster());

    assertThat(report.changed()).isFalse();
    assertThat(find(report, "application").repair().kind()).isEqualTo(Kind.SUBMIT);
    assertThat(report.next()).isEqualTo("keystream recover --repair");
  }

  private RecoverFinding bad(String id, Kind repair) throws Exception {
    RecoverFinding found = find(look(), id);
    assertThat(found.state()).as(found.toString()).isEqualTo(State.FAIL);
    assertThat(found.repair() == null ? null : found.repair().kind())
        .as(found.toString())
        .isEqualTo(repair);
    return found;
  }

  private RecoverReport look() throws Exception {
    before = job.contents();
    return report(new RecoverLook(job.cluster(), topics, Long.MAX_VALUE, PATIENCE));
  }

  private static RecoverReport report(RecoverLook look) throws Exception {
    return RecoverReport.of("logs", false, RecoverDiagnosis.of(look.facts()));
  }

  private static RecoverFinding find(RecoverReport report, String id) {
    return report.findings().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String found(RecoverReport report, String id) {
    return find(report, id).found();
  }

  private LedgerEntry entry() throws IOException {
    CommittedFile file =
        new CommittedFile("rows.json", published.toString(), 10, Files.size(published));
    RecordCounts counts = new RecordCounts(10, 10, 0, 0);
    return Entries.entry(
        1,
        1,
        List.of(new OffsetSpan("access", 0, 0, 10)),
        List.of(OutputCommit.of("files", List.of(file))),
        counts,
        counts);
  }

  /** The topic with records of these offsets, as the brokers tell of it. */
  private static TopicState holding(long first, long next) {
    return new TopicState(
        Map.of("access", "id"),
        Map.of(new TopicPartition("access", 0), new OffsetBounds(first, next)));
  }
}
