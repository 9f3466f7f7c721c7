package io.keystream.job.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.ledger.Interruptions.Before;
import io.keystream.job.ledger.Interruptions.Kill;
import io.keystream.job.ledger.Interruptions.Killed;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.ledger.RepairRequest;
import io.keystream.job.ledger.RepairRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactorTest {
  private static final int ENTRIES = 5;

  @TempDir private Path folder;
  private CommittedRows committed;

  @BeforeEach
  void newLedger() throws Exception {
    committed = new CommittedRows(folder.resolve("first"));
  }

  @Test
  void filesOfAllEntriesButTheNewestBecomeOneInEachFolder() throws Exception {
    commitLines(committed);

    CompactReport report = committed.compact();

    assertThat(report.failures()).isEmpty();
    assertThat(report.joined()).extracting(CompactReport.Joined::files).containsExactly(4, 4);
    assertThat(names(committed))
        .containsExactly(
            "a/000000000004-compact-000000000001-0000.json.gz",
            "a/000000000005-1-0-0-0.json.gz",
            "b/000000000004-compact-000000000001-0001.json.gz",
            "b/000000000005-1-1-0-0.json.gz");
    assertSound(committed);
    assertThat(committed.verify().opened()).isEqualTo(4);
  }

  @Test
  void aFileThatWasJoinedIsJoinedAgainWithTheNext() throws Exception {
    commitLines(committed);
    committed.compact();
    commitLines(committed, 2);

    assertThat(committed.compact().joined())
        .extracting(CompactReport.Joined::files)
        .containsExactly(3, 3);
    assertSound(committed);
    assertThat(committed.compact().joined()).isEmpty();
    assertThat(committed.visible()).hasSize(4);
  }

  @Test
  void aRehearsalChangesNothing() throws Exception {
    commitLines(committed);
    List<Path> before = committed.visible();

    CompactReport report =
        committed
            .compactor(operation -> {})
            .rehearse("files", List.of(committed.folder()), CommittedRows.ALL);

    assertThat(report.joined()).hasSize(2);
    assertThat(committed.visible()).isEqualTo(before);
    assertThat(folder.resolve("first/home/compactions")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {".json.gz", ".snappy.parquet"})
  void killedBeforeAnyOperationItLeavesNothingWrongAndTheNextOneEndsIt(String extension)
      throws Exception {
    int moment = 0;
    Kill kill;
    do {
      CommittedRows rows = new CommittedRows(folder.resolve("kill-" + moment));
      commit(rows, ENTRIES, extension);
      kill = new Kill("", moment++);
      try {
        rows.compact(kill);
      } catch (Killed e) {
        assertThat(kill.happened()).isTrue();
      }
      assertSound(rows);
      rows.compact();
      assertSound(rows);
      assertThat(rows.visible()).as("killed before operation %d", moment - 1).hasSize(4);
      assertThat(logOf(rows)).hasSize(1);
    } while (kill.happened());
    assertThat(moment).isGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {".json.gz", ".snappy.parquet"})
  void ofTwoAtOnceOneWinsAndTheOtherIsTold(String extension) throws Exception {
    int moment = 0;
    int told = 0;
    Before other;
    do {
      CommittedRows rows = new CommittedRows(folder.resolve("race-" + moment));
      commit(rows, ENTRIES, extension);
      other = new Before(moment++, rows::compact);
      try {
        rows.compact(other);
      } catch (Compactor.BusyException e) {
        told++;
        assertThat(e)
            .hasMessage(
                "Another keystream compact is at work for this pipeline, so this one stopped: try"
                    + " again when it has ended");
      }
      assertSound(rows);
      assertThat(rows.visible()).as("beside operation %d", moment - 1).hasSize(4);
      rows.compact();
      assertSound(rows);
    } while (other.happened());
    assertThat(told).isPositive();
  }

  @Test
  void nothingIsJoinedWhileFilesAreToBeMadeAgain() throws Exception {
    commitLines(committed);
    List<Path> before = committed.visible();
    RepairRequests repairs = new RepairRequests(committed.home.files(), committed.home.home());
    repairs.submit(new RepairRequest("one", "anna", Instant.now(), List.of(1L)));

    assertThatThrownBy(committed::compact)
        .isInstanceOf(Compactor.BusyException.class)
        .hasMessage(
            "A keystream replay --repair waits or is at work for this pipeline, so this one"
                + " stopped: try again when it has ended");

    assertThat(committed.visible()).isEqualTo(before);
    assertSound(committed);
  }

  @Test
  void verificationIsNotDisturbedByACompactionAtAnyMoment() throws Exception {
    int moment = 0;
    Before compaction;
    do {
      CommittedRows rows = new CommittedRows(folder.resolve("verify-" + moment));
      commitLines(rows);
      compaction = new Before(moment++, rows::compact);

      assertThat(LedgerVerification.of(rows.home.files(compaction), rows.home.home()).problems())
          .as("before operation %d", moment - 1)
          .isEmpty();
    } while (compaction.happened());
    assertThat(moment).isGreaterThan(10);
  }

  @Test
  void verificationFindsWhatIsWrongWithAJoinedFile() throws Exception {
    commitLines(committed);
    committed.compact();
    Path joined = committed.output.resolve("a/000000000004-compact-000000000001-0000.json.gz");
    byte[] bytes = Files.readAllBytes(joined);

    Files.write(joined, Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(committed.verify().problems())
        .hasSize(4)
        .first()
        .isEqualTo(
            "Entry 1: "
                + committed.output
                + "/a/000000000001-1-0-0-0.json.gz is in "
                + joined
                + " since it was compacted, which has "
                + (bytes.length - 1)
                + " bytes, "
                + bytes.length
                + " were joined");
    Files.delete(joined);
    assertThat(committed.verify().problems())
        .hasSize(4)
        .allMatch(problem -> problem.endsWith("since it was compacted, which is missing"));
  }

  @Test
  void whatTheNameNodeRefusesIsReportedAndTheOtherFoldersGoOn() throws Exception {
    commitLines(committed);
    boolean[] refused = {false};

    CompactReport report =
        committed.compact(
            operation -> {
              if (operation.equals("concat") && !refused[0]) {
                refused[0] = true;
                throw new Concatenation.RefusedException("it is in snapshot", null);
              }
            });

    assertThat(report.failures())
        .containsExactly(committed.output.resolve("a") + ": it is in snapshot");
    assertThat(report.joined()).hasSize(1);
    assertThat(committed.visible()).hasSize(7);
    assertSound(committed);
  }

  @Test
  void whatMayHaveBeenDoneIsEndedByTheNext() throws Exception {
    commitLines(committed);

    assertThatThrownBy(
            () ->
                committed.compact(
                    operation -> {
                      if (operation.equals("concat")) {
                        throw new IOException("connection reset");
                      }
                    }))
        .hasMessage("connection reset");
    assertThat(committed.visible()).hasSize(10);
    assertSound(committed);

    assertThat(committed.compact().joined()).hasSize(2).allMatch(each -> each.output() == null);
    assertThat(committed.visible()).hasSize(4);
    assertSound(committed);
  }

  @Test
  void filesThatDifferInWhoMayReadThemStayApart() throws Exception {
    commitLines(committed);
    for (int entry = 1; entry < 3; entry++) {
      Files.setPosixFilePermissions(
          committed.output.resolve("a/00000000000" + entry + "-1-0-0-0.json.gz"),
          PosixFilePermissions.fromString("rw-------"));
    }

    assertThat(committed.compact().joined())
        .extracting(CompactReport.Joined::files)
        .containsExactly(2, 2, 4);
    assertSound(committed);
  }

  @Test
  void filesOfOthersAndThoseThatAreNotAsCommittedStay() throws Exception {
    commitLines(committed);
    Path foreign = committed.output.resolve("a/000000000001-9-9-0-0.json.gz");
    Files.writeString(foreign, "somebody's");
    Path changed = committed.output.resolve("a/000000000001-1-0-0-0.json.gz");
    Files.writeString(changed, "other");

    CompactReport report = committed.compact();

    assertThat(foreign).hasContent("somebody's");
    assertThat(changed).hasContent("other");
    assertThat(report.failures())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("file:" + changed + " has 5 bytes, the ledger says ")
        .endsWith(": run keystream ledger verify");
  }

  @Test
  void youngLargeAndSingleFilesStay() throws Exception {
    commitLines(committed);
    LongSummaryStatistics bytes =
        committed.visible().stream().mapToLong(file -> file.toFile().length()).summaryStatistics();

    assertThat(compact(new CompactLimits(1L << 30, Instant.EPOCH)).joined()).isEmpty();
    assertThat(compact(new CompactLimits(bytes.getMin() * 2, Instant.MAX)).joined()).isEmpty();
    assertThat(compact(new CompactLimits(bytes.getMax() * 2 + 2, Instant.MAX)).joined())
        .hasSize(4)
        .allMatch(each -> each.files() == 2);
    assertSound(committed);
  }

  private CompactReport compact(CompactLimits limits) throws IOException {
    return committed
        .compactor(operation -> {})
        .compact("files", List.of(committed.folder()), limits);
  }

  private static void commitLines(CommittedRows rows) throws IOException {
    commitLines(rows, ENTRIES);
  }

  private static void commitLines(CommittedRows rows, int entries) throws IOException {
    commit(rows, entries, ".json.gz");
  }

  /** Two lines a file, a file a folder and entry. */
  private static void commit(CommittedRows rows, int entries, String extension) throws IOException {
    for (int i = 0; i < entries; i++) {
      Path[] files = {rows.next("a", 0, extension), rows.next("b", 1, extension)};
      for (Path file : files) {
        LineFiles.write(file, List.of(file.getFileName().toString(), file.toString()));
      }
      rows.commit(2, files);
    }
  }

  /** Nothing is wrong, and every row is seen exactly once. */
  private static void assertSound(CommittedRows rows) throws IOException {
    LedgerVerification verification = rows.verify();
    assertThat(verification.problems()).isEmpty();
    assertThat(verification.warnings()).isEmpty();
    List<String> lines = new ArrayList<>();
    for (Path file : rows.visible()) {
      lines.addAll(LineFiles.read(file));
    }
    assertThat(lines).hasSize((int) verification.files() * 2).doesNotHaveDuplicates();
  }

  private static List<String> names(CommittedRows rows) throws IOException {
    return rows.visible().stream().map(file -> rows.output.relativize(file).toString()).toList();
  }

  private static List<String> logOf(CommittedRows rows) throws IOException {
    return rows.home.files().list(rows.home.home().compactions()).stream()
        .map(status -> status.getPath().getName())
        .filter(name -> !name.startsWith("new-"))
        .toList();
  }
}
