package io.keystream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerArchiveTest {
  @TempDir private Path folder;
  private TestHome home;

  @BeforeEach
  void makeHome() {
    home = new TestHome(folder.resolve("home"));
  }

  @Test
  void theNumberOfFilesStaysBoundedAndNothingIsForgotten() throws Exception {
    Epoch epoch = home.claim();
    Ledger ledger = Ledger.open(home.files(), home.home(), epoch);

    commit(ledger, epoch, 2 * Ledger.OPEN_ENTRIES + 1);

    assertThat(home.files().list(home.home().ledger()))
        .hasSizeLessThanOrEqualTo(Ledger.OPEN_ENTRIES + 5);
    assertWhole(2 * Ledger.OPEN_ENTRIES + 1);
    assertThat(Ledger.recent(home.files(), home.home(), 3))
        .extracting(LedgerEntry::sequence)
        .containsExactly(3999L, 4000L, 4001L);
  }

  @Test
  void aFewEntriesAreNotFolded() throws Exception {
    Epoch epoch = home.claim();
    Ledger ledger = Ledger.open(home.files(), home.home(), epoch);
    commit(ledger, epoch, 10);

    assertThat(new LedgerArchive(home.files(), home.home()).fold(epoch)).isZero();
    assertThat(home.files().list(home.home().ledger())).hasSize(10);
  }

  @ParameterizedTest
  @CsvSource({"create,0", "rename,0", "delete,0", "delete,500", "delete,999"})
  void aDriverKilledWhileFoldingLosesNothing(String operation, int moment) throws Exception {
    fill(Ledger.OPEN_ENTRIES);
    Epoch epoch = home.claim();
    Interruptions.Kill kill = new Interruptions.Kill(operation, moment);
    LedgerArchive killed = new LedgerArchive(home.files(kill), home.home());
    // The epoch works through its own client, so kill that one where it is to commit.
    Epoch killedEpoch = operation.equals("delete") ? epoch : killable(kill);

    assertThatThrownBy(() -> killed.fold(killedEpoch)).isInstanceOf(Interruptions.Killed.class);

    assertWhole(Ledger.OPEN_ENTRIES);
    Epoch next = home.claim();
    Ledger ledger = Ledger.open(home.files(), home.home(), next);
    assertThat(ledger.nextSequence()).isEqualTo(Ledger.OPEN_ENTRIES + 1);
    commit(ledger, next, 1_001);
    assertWhole(Ledger.OPEN_ENTRIES + 1_001);
    assertThat(home.files().list(home.home().ledger()))
        .hasSizeLessThanOrEqualTo(Ledger.OPEN_ENTRIES + 5);
  }

  @Test
  void anOlderDriverCannotFold() throws Exception {
    fill(Ledger.OPEN_ENTRIES);
    Epoch old = home.claim();
    home.claim();

    assertThatThrownBy(() -> new LedgerArchive(home.files(), home.home()).fold(old))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("was closed by a newer driver");
    assertThat(home.files().list(home.home().ledger())).hasSize(Ledger.OPEN_ENTRIES);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 700})
  void aVerificationDuringAFoldMissesNothing(int moment) throws Exception {
    fill(Ledger.OPEN_ENTRIES);
    Epoch epoch = home.claim();
    Interruptions.Before fold =
        new Interruptions.Before(
            moment,
            () ->
                assertThat(new LedgerArchive(home.files(), home.home()).fold(epoch)).isPositive());

    LedgerVerification found = LedgerVerification.of(home.files(fold), home.home());

    assertThat(fold.happened()).isTrue();
    assertThat(found.problems()).isEmpty();
    assertThat(found.entries()).isEqualTo(Ledger.OPEN_ENTRIES);
  }

  @Test
  void aDamagedArchiveIsNamed() throws Exception {
    org.apache.hadoop.fs.Path archive =
        new org.apache.hadoop.fs.Path(
            home.home().ledger(), "archive-000000000001-000000001000.jsonl");
    home.files().makeFolder(home.home().ledger());
    home.files().write(archive, "{}\n");

    assertThatThrownBy(() -> new LedgerArchive(home.files(), home.home()).entries())
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith(archive + " is damaged: ");
  }

  private Epoch killable(Interruptions.Kill kill) throws IOException {
    boolean[] claimed = {false};
    Epoch epoch =
        Epoch.claim(
            home.files(
                operation -> {
                  if (claimed[0]) {
                    kill.operation(operation);
                  }
                }),
            home.home(),
            "{}");
    claimed[0] = true;
    return epoch;
  }

  /** As if so many entries had been committed one by one. */
  private void fill(int entries) throws IOException {
    Files.createDirectories(home.local(home.home().ledger()));
    for (int i = 0; i < entries; i++) {
      RecordCounts two = new RecordCounts(2, 2, 0, 0);
      LedgerEntry entry =
          Entries.entry(
              i + 1,
              1,
              List.of(new OffsetSpan("access", 0, 5 + 2L * i, 7 + 2L * i)),
              List.of(),
              two,
              new RecordCounts(2L * i + 2, 2L * i + 2, 0, 0));
      Files.writeString(
          home.local(Ledger.file(home.home(), entry.sequence())), EntryText.write(entry));
    }
  }

  private static void commit(Ledger ledger, Epoch epoch, int entries) throws IOException {
    for (int i = 0; i < entries; i++) {
      ledger.commit(Entries.next(ledger, epoch, 2));
    }
  }

  private void assertWhole(long entries) throws IOException {
    LedgerVerification found = LedgerVerification.of(home.files(), home.home());
    assertThat(found.problems()).isEmpty();
    assertThat(found.entries()).isEqualTo(entries);
    long[] open = Ledger.sequences(home.files(), home.home());
    assertThat(open[open.length - 1]).isEqualTo(entries);
    assertThat(open).containsExactly(LongStream.rangeClosed(open[0], entries).toArray());
    assertThat(Ledger.peek(home.files(), home.home()).orElseThrow().totals().read())
        .isEqualTo(2 * entries);
  }
}
