package io.keystream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check of the ledger finds wrong with files that were made again, and what it plans. */
class RepairedEntriesTest {
  private static final RecordCounts TWO = new RecordCounts(2, 2, 0, 0);
  private static final RecordCounts ONE = new RecordCounts(2, 1, 0, 1);

  @TempDir private Path folder;
  private TestHome home;
  private final List<LedgerEntry> entries = new ArrayList<>();

  @BeforeEach
  void readTwoBatches() throws IOException {
    home = new TestHome(folder.resolve("home"));
    put(1, 0, 2, TWO, TWO, null, "a", "b");
    put(2, 2, 4, TWO, TWO.plus(TWO), null, "c");
  }

  @Test
  void filesThatWereReplacedAreNotMissed() throws Exception {
    move("a");
    Files.delete(folder.resolve("b"));
    put(3, 4, 4, ONE, new RecordCounts(4, 3, 0, 1), repair(1, TWO, "a", "b"), "d");

    assertThat(problems()).isEmpty();
  }

  @Test
  void aFileIsReplacedOnce() throws Exception {
    move("a", "b");
    put(3, 4, 4, TWO, TWO.plus(TWO), repair(1, TWO, "a", "b"), "d");
    put(4, 4, 4, TWO, TWO.plus(TWO), repair(1, TWO, "a", "b"), "e");

    assertThat(problems())
        .contains(
            "Entry 4 replaces " + path("a") + " again, as entry 3 did",
            "Entry 4 replaces " + path("b") + " again, as entry 3 did")
        .anyMatch(
            problem -> problem.startsWith("Entry 4 replaces other files than those of entry 3"));
  }

  @Test
  void allFilesOfAnEntryAreReplacedOrNone() throws Exception {
    put(3, 4, 4, TWO, TWO.plus(TWO), repair(1, TWO, "a"), "d");

    assertThat(problems())
        .containsExactly("Entry 3 replaces other files than those of entry 1: [" + path("a") + "]");
  }

  @Test
  void countsArePartOfTheBalance() throws Exception {
    put(3, 4, 4, ONE, TWO.plus(TWO), repair(1, ONE, "a", "b"), "d");

    assertThat(problems())
        .containsExactly("Entry 3 counts " + ONE + " for what it replaces, entry 1 has " + TWO);
  }

  @Test
  void positionsStayAndAllRecordsAreReadAgain() throws Exception {
    RecordCounts three = new RecordCounts(3, 3, 0, 0);
    put(3, 4, 5, three, new RecordCounts(5, 5, 0, 0), repair(1, TWO, "a", "b"), "d");

    assertThat(problems())
        .containsExactly(
            "Entry 3 makes files again and moves positions",
            "Entry 3 read 3 records of entry 1 again, which had 2");
  }

  @Test
  void aFileThatWasReplacedIsMovedAway() throws Exception {
    put(3, 4, 4, TWO, TWO.plus(TWO), repair(1, TWO, "a", "b"), "d");
    put(4, 4, 6, TWO, TWO.plus(TWO).plus(TWO), null, "e");

    assertThat(problems())
        .containsExactly(
            "Entry 3 replaced " + path("a") + ", which is still there: move it away",
            "Entry 3 replaced " + path("b") + ", which is still there: move it away");
  }

  @Test
  void onlyEntriesThatReadTopicsAreMadeAgain() throws Exception {
    put(3, 4, 4, TWO, TWO.plus(TWO), repair(2, TWO, "c"), "d");
    put(4, 4, 4, TWO, TWO.plus(TWO), repair(3, TWO, "d"), "e");
    move("c");

    assertThat(problems())
        .containsExactly("Entry 4 makes files of entry 3 again, which read no topics");
  }

  @Test
  void aPlanHasTheEntriesThatMissAFile() throws Exception {
    Files.delete(folder.resolve("b"));

    RepairPlan plan = plan(FileProbe.NONE, List.of());

    assertThat(plan.entries()).extracting(LedgerEntry::sequence).containsExactly(1L);
    assertThat(plan.files()).isEqualTo(1);
    assertThat(plan.refused()).isEmpty();
  }

  @Test
  void aPlanLooksIntoFilesAndSaysWhatCannotBeRead() throws Exception {
    FileProbe probe = file -> OptionalLong.of(file.getName().equals("c") ? 7 : 1);

    RepairPlan plan = plan(probe, List.of("access-0 is gone"));

    assertThat(plan.entries()).isEmpty();
    assertThat(plan.refused()).containsExactly("Entry 2: access-0 is gone");
  }

  @Test
  void aPlanHasAllEntriesIfAskedFor() throws Exception {
    move("a", "b");
    put(3, 4, 4, TWO, TWO.plus(TWO), repair(1, TWO, "a", "b"), "d");

    assertThat(plan(null, List.of()).entries())
        .extracting(LedgerEntry::sequence)
        .containsExactly(1L, 2L);
  }

  @Test
  void aPlanNamesTheEntryWhoseDeadLettersAreRowsElsewhere() throws Exception {
    Replay replay = new Replay("one", 2, 0, List.of(retired("c", 2)));
    LedgerEntry last = entries.get(1);
    LedgerEntry replayed =
        new LedgerEntry(
            3,
            last.batchTime(),
            last.committedAt(),
            1,
            "f",
            List.of(new OffsetSpan("access", 0, 4, 4)),
            last.topicIds(),
            List.of(),
            List.of(),
            TWO,
            TWO,
            replay,
            null);
    entries.add(replayed);

    assertThat(plan(null, List.of()).refused())
        .containsExactly(
            "Entry 2: its dead letters were replayed by entry 3, which has their rows");
  }

  private RepairPlan plan(FileProbe probe, List<String> refusal) throws IOException {
    return RepairPlan.of(home.files(), home.home(), entries, entries, probe, entry -> refusal);
  }

  private List<String> problems() throws IOException {
    return LedgerVerification.of(home.files(), home.home()).problems();
  }

  private void put(
      long sequence,
      long from,
      long until,
      RecordCounts records,
      RecordCounts totals,
      Repair repair,
      String... names)
      throws IOException {
    List<CommittedFile> files = new ArrayList<>();
    for (String name : names) {
      Files.writeString(folder.resolve(name), "rows");
      files.add(new CommittedFile("files/" + name, path(name), 1, 4));
    }
    LedgerEntry entry =
        new LedgerEntry(
            sequence,
            Entries.TIME,
            Entries.TIME,
            1,
            "0123456789abcdef",
            List.of(new OffsetSpan("access", 0, from, until)),
            Map.of("access", "id"),
            List.of(),
            List.of(OutputCommit.of("files", files)),
            records,
            totals,
            null,
            repair);
    entries.add(entry);
    Entries.put(home, entry);
  }

  private Repair repair(long entry, RecordCounts before, String... names) {
    List<ReplayedFile> files = new ArrayList<>();
    for (String name : names) {
      files.add(retired(name, 1));
    }
    return new Repair("one", entry, before, files);
  }

  private ReplayedFile retired(String name, long rows) {
    return new ReplayedFile(path(name), folder + "/.replaced/" + name, rows);
  }

  private void move(String... names) throws IOException {
    Files.createDirectories(folder.resolve(".replaced"));
    for (String name : names) {
      Files.move(folder.resolve(name), folder.resolve(".replaced").resolve(name));
    }
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
