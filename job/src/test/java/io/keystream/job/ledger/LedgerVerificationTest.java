package io.keystream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerVerificationTest {
  private static final RecordCounts TWO = new RecordCounts(2, 1, 0, 1);
  private static final RecordCounts FOUR = new RecordCounts(4, 2, 0, 2);

  @TempDir private Path folder;
  private TestHome home;

  @BeforeEach
  void makeHome() {
    home = new TestHome(folder.resolve("home"));
  }

  @Test
  void findsNothingWrongWithAnEmptyLedger() throws Exception {
    assertThat(LedgerVerification.of(home.files(), home.home()))
        .isEqualTo(new LedgerVerification(true, 0, 0, 0, 0, List.of(), Map.of(), List.of()));
  }

  @Test
  void countsEntriesAndFilesOfAGoodLedger() throws Exception {
    put(1, 1, 0, 2, TWO, published("a", 3), published("b", 0));
    put(2, 1, 2, 4, FOUR, published("c", 5));

    assertThat(LedgerVerification.of(home.files(), home.home()))
        .isEqualTo(new LedgerVerification(true, 2, 1, 3, 0, List.of(), Map.of(), List.of()));
  }

  @Test
  void findsAGapBetweenOffsets() throws Exception {
    put(1, 1, 0, 2, TWO);
    put(2, 1, 3, 5, FOUR);

    assertFound("Gap in access-0: entry 2 begins at 3, the one before ended at 2");
  }

  @Test
  void aLossThatIsRecordedIsNoGap() throws Exception {
    put(1, 1, 0, 2, TWO);
    putAfterLossAt(2);

    assertThat(LedgerVerification.of(home.files(), home.home()).problems()).isEmpty();
  }

  @Test
  void findsALossThatIsRecordedForAnotherPosition() throws Exception {
    put(1, 1, 0, 2, TWO);
    putAfterLossAt(3);

    assertFound(
        "Entry 2 lost what was not to be read: access-0 at 3: 4 offsets are deleted, it goes on at"
            + " 7",
        "Gap in access-0: entry 2 begins at 7, the one before ended at 2");
  }

  private void putAfterLossAt(long position) throws Exception {
    LedgerEntry entry =
        Entries.entry(
            2,
            1,
            List.of(new OffsetSpan("access", 0, 7, 9)),
            List.of(),
            new RecordCounts(2, 1, 0, 1),
            FOUR);
    Entries.put(
        home,
        new LedgerEntry(
            entry.sequence(),
            entry.batchTime(),
            entry.committedAt(),
            entry.epoch(),
            entry.fingerprint(),
            entry.offsets(),
            entry.topicIds(),
            List.of(new LostRange("access", 0, position, 7, LostRange.DELETED)),
            entry.outputs(),
            entry.records(),
            entry.totals()));
  }

  @Test
  void findsOffsetsThatOverlap() throws Exception {
    put(1, 1, 0, 2, TWO);
    put(2, 1, 1, 3, FOUR);

    assertFound("Overlap in access-0: entry 2 begins at 1, the one before ended at 2");
  }

  @Test
  void findsAnEntryThatIsMissing() throws Exception {
    put(1, 1, 0, 2, TWO);
    put(3, 1, 2, 4, FOUR);

    assertFound("Entry 3 follows 1");
  }

  @Test
  void findsTotalsThatDoNotAddUp() throws Exception {
    put(1, 1, 0, 2, TWO);
    put(2, 1, 2, 4, TWO);

    assertFound("Totals of entry 2 do not add up");
  }

  @Test
  void findsAnEntryOfAnOlderDriver() throws Exception {
    put(1, 2, 0, 2, TWO);
    put(2, 1, 2, 4, FOUR);

    assertFound("Entry 2 was committed by an older driver");
  }

  @Test
  void findsAPartitionThatWasForgotten() throws Exception {
    put(1, 1, 0, 2, TWO);
    List<OffsetSpan> other = List.of(new OffsetSpan("access", 1, 0, 2));
    Entries.put(home, Entries.entry(2, 1, other, List.of(), TWO, FOUR));

    assertFound("Entry 2 has no position of access-0, the one before ended at 2");
  }

  @Test
  void findsAFileThatIsMissing() throws Exception {
    CommittedFile file = published("a", 3);
    Files.delete(Path.of(file.path()));
    put(1, 1, 0, 2, TWO, file);

    assertFound("Entry 1: " + file.path() + " is missing");
  }

  @Test
  void tellsProblemsOfFilesFromThoseOfEntries() throws Exception {
    CommittedFile file = published("a", 3);
    put(1, 1, 0, 2, TWO, file);
    put(2, 1, 3, 5, FOUR);
    Files.delete(Path.of(file.path()));

    LedgerVerification found = LedgerVerification.of(home.files(), home.home());

    String missing = "Entry 1: " + file.path() + " is missing";
    assertThat(found.damaged()).isEqualTo(Map.of(1L, List.of(missing)));
    assertThat(found.problemsOfEntries())
        .containsExactly("Gap in access-0: entry 2 begins at 3, the one before ended at 2");
    assertThat(found.problems()).hasSize(2).contains(missing);
  }

  @Test
  void findsAFileOfAnotherLength() throws Exception {
    CommittedFile file = published("a", 3);
    Files.writeString(Path.of(file.path()), "longer");
    put(1, 1, 0, 2, TWO, file);

    assertFound("Entry 1: " + file.path() + " has 6 bytes, 3 were committed");
  }

  @Test
  void doesNotMissAFileThatIsAboutToBePublished() throws Exception {
    CommittedFile file = published("a", 3);
    put(1, 1, 0, 2, TWO, file);
    Path staged = home.local(home.home().staging(1, 1)).resolve(file.staged());
    Files.createDirectories(staged.getParent());
    Files.move(Path.of(file.path()), staged);

    assertThat(LedgerVerification.of(home.files(), home.home()).problems()).isEmpty();
  }

  @Test
  void doesNotMissAFileThatIsBeingPublished() throws Exception {
    CommittedFile file = published("a", 3);
    put(1, 1, 0, 2, TWO, file);
    Path staged = home.local(home.home().staging(1, 1)).resolve(file.staged());
    Files.createDirectories(staged.getParent());
    Files.move(Path.of(file.path()), staged);
    // The driver renames it after it was looked for where it is to be.
    int[] lookups = {0};
    HomeFiles files =
        home.files(
            operation -> {
              if (operation.equals("status") && lookups[0]++ == 1) {
                Files.move(staged, Path.of(file.path()));
              }
            });

    assertThat(LedgerVerification.of(files, home.home()).problems()).isEmpty();
    assertThat(staged).doesNotExist();
  }

  @Test
  void reportsEverythingThatIsWrong() throws Exception {
    put(1, 2, 0, 2, TWO);
    put(3, 1, 5, 7, TWO);

    assertThat(LedgerVerification.of(home.files(), home.home()).problems()).hasSize(4);
  }

  @Test
  void looksIntoFilesIfItIsTo() throws Exception {
    CommittedFile good = published("good", 3);
    CommittedFile other = published("other", 3);
    CommittedFile torn = published("torn", 3);
    put(1, 1, 0, 2, TWO, good, other, torn);
    FileProbe probe =
        file -> {
          if (file.getName().equals("torn")) {
            throw new IOException("no footer\nand more");
          }
          return OptionalLong.of(file.getName().equals("good") ? 1 : 2);
        };

    LedgerVerification found = verify(Long.MAX_VALUE, probe);

    assertThat(found.opened()).isEqualTo(2);
    assertThat(found.problems())
        .containsExactly(
            "Entry 1: " + other.path() + " has 2 rows, 1 were committed",
            "Entry 1: " + torn.path() + " cannot be read: no footer");
  }

  @Test
  void looksForFilesOfTheNewestEntriesOnlyIfItIsTo() throws Exception {
    CommittedFile old = published("old", 3);
    Files.delete(Path.of(old.path()));
    put(1, 1, 0, 2, TWO, old);
    put(2, 1, 2, 4, FOUR, published("new", 3));

    assertThat(verify(1, FileProbe.NONE))
        .isEqualTo(new LedgerVerification(true, 2, 1, 1, 0, List.of(), Map.of(), List.of()));
    assertThat(verify(2, FileProbe.NONE).problems()).hasSize(1);
  }

  @Test
  void warnsOfFilesThatTheLedgerDoesNotKnow() throws Exception {
    put(5, 1, 0, 2, TWO, published("000000000005-0-0-0-0.parquet", 3));
    published("000000000005-0-9-0-0.parquet", 1);
    published("date=2026-01-31/somebodys.parquet", 1);
    published(".hidden", 1);
    published("_SUCCESS", 1);
    // Forgotten by the ledger, and committed since it was read.
    published("000000000004-0-0-0-0.parquet", 1);
    published("000000000006-0-0-0-0.parquet", 1);

    LedgerVerification found = verify(Long.MAX_VALUE, FileProbe.NONE);

    assertThat(found.ok()).isTrue();
    assertThat(found.firstEntry()).isEqualTo(5);
    String out = "file:" + folder.resolve("out");
    assertThat(found.warnings())
        .containsExactlyInAnyOrder(
            out + "/000000000005-0-9-0-0.parquet is not in the ledger: readers see its rows too",
            out
                + "/date=2026-01-31/somebodys.parquet is not in the ledger: readers see its rows"
                + " too");
  }

  @Test
  void namesOnlySomeOfManyUnknownFiles() throws Exception {
    for (int i = 0; i < 25; i++) {
      published("somebodys-" + i, 1);
    }

    assertThat(verify(1, FileProbe.NONE).warnings())
        .hasSize(21)
        .last()
        .isEqualTo("5 more files are not in the ledger");
  }

  @Test
  void findsAnOutputWhoseFilesHaveOtherRows() throws Exception {
    OutputCommit output = new OutputCommit("files", 2, List.of(published("a", 3)), List.of(), 0, 0);
    List<OffsetSpan> offsets = List.of(new OffsetSpan("access", 0, 0, 2));
    Entries.put(home, Entries.entry(1, 1, offsets, List.of(output), TWO, TWO));

    assertFound("Entry 1 has 2 rows of files, their files have 1");
  }

  @Test
  void rowsThatWereDeliveredAreNotLookedForInFiles() throws Exception {
    OutputCommit output =
        OutputCommit.spooled("table", List.of(new SpooledFile("table/a", 0, 2, 40)), 1);
    List<OffsetSpan> offsets = List.of(new OffsetSpan("access", 0, 0, 2));
    Entries.put(home, Entries.entry(1, 1, offsets, List.of(output), TWO, TWO));

    assertThat(verify(1, FileProbe.NONE).problems()).isEmpty();
  }

  private LedgerVerification verify(long newest, FileProbe probe) throws IOException {
    org.apache.hadoop.fs.Path out = new org.apache.hadoop.fs.Path(folder.resolve("out").toString());
    return LedgerVerification.of(
        home.files(), home.home(), new LedgerVerification.Scope(newest, probe, List.of(out)));
  }

  private void put(
      long sequence, long epoch, long from, long until, RecordCounts totals, CommittedFile... files)
      throws IOException {
    List<OffsetSpan> offsets = List.of(new OffsetSpan("access", 0, from, until));
    List<OutputCommit> outputs = List.of(OutputCommit.of("files", List.of(files)));
    Entries.put(home, Entries.entry(sequence, epoch, offsets, outputs, TWO, totals));
  }

  private CommittedFile published(String name, int bytes) throws IOException {
    Path file = folder.resolve("out").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x".repeat(bytes));
    return new CommittedFile("files/" + name, file.toString(), 1, bytes);
  }

  private void assertFound(String... problems) throws IOException {
    LedgerVerification found = LedgerVerification.of(home.files(), home.home());
    assertThat(found.ok()).isFalse();
    assertThat(found.problems()).containsExactly(problems);
  }
}
