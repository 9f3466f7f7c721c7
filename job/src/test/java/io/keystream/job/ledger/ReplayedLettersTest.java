package io.keystream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which entries of replayed dead letters a verification accepts, and nothing else. */
class ReplayedLettersTest {
  private static final RecordCounts THREE_DEAD = new RecordCounts(4, 1, 0, 3);
  private static final RecordCounts TWO_AGAIN = new RecordCounts(2, 1, 0, 1);

  @TempDir private Path folder;
  private TestHome home;

  @BeforeEach
  void commitThreeDeadLetters() throws Exception {
    home = new TestHome(folder.resolve("home"));
    Entries.put(home, entry(1, 0, 4, List.of(letters("a", 3)), THREE_DEAD, THREE_DEAD, null));
    Files.delete(folder.resolve("dead/a"));
  }

  @Test
  void twoOfThreeAreReplayedAndOneIsKept() throws Exception {
    replay(
        2, 4, 4, letters("b", 2), TWO_AGAIN, new RecordCounts(4, 2, 0, 2), replayOf("a", 2, 1, 3));

    assertFound();
  }

  @Test
  void totalsThatCountThemTwiceDoNotAddUp() throws Exception {
    replay(2, 4, 4, letters("b", 2), TWO_AGAIN, THREE_DEAD.plus(TWO_AGAIN), replayOf("a", 2, 1, 3));

    assertFound("Totals of entry 2 do not add up");
  }

  @Test
  void positionsMayNotMove() throws Exception {
    replay(
        2, 4, 5, letters("b", 2), TWO_AGAIN, new RecordCounts(4, 2, 0, 2), replayOf("a", 2, 1, 3));

    assertFound("Entry 2 replays dead letters and moves positions");
  }

  @Test
  void allThatStoodInTheFilesIsReplayedOrKept() throws Exception {
    replay(
        2, 4, 4, letters("b", 1), TWO_AGAIN, new RecordCounts(4, 2, 0, 2), replayOf("a", 2, 0, 3));

    assertFound("Entry 2 read 2 of 3 dead letters, and names 2 and 0 that it kept");
  }

  @Test
  void whatIsKeptIsWritten() throws Exception {
    replay(
        2, 4, 4, letters("b", 1), TWO_AGAIN, new RecordCounts(4, 2, 0, 2), replayOf("a", 2, 1, 3));

    assertFound("Entry 2 wrote 1 dead letters, but has 1 and kept 1");
  }

  @Test
  void aFileIsReplayedOnce() throws Exception {
    replay(
        2, 4, 4, letters("b", 2), TWO_AGAIN, new RecordCounts(4, 2, 0, 2), replayOf("a", 2, 1, 3));
    replay(
        3, 4, 4, letters("c", 2), TWO_AGAIN, new RecordCounts(4, 3, 0, 1), replayOf("a", 2, 1, 3));

    assertFound("Entry 3 replays " + folder + "/dead/a again, as entry 2 did");
  }

  @Test
  void aFileThatWasReplayedIsNoLongerThere() throws Exception {
    letters("a", 3);
    replay(
        2, 4, 4, letters("b", 2), TWO_AGAIN, new RecordCounts(4, 2, 0, 2), replayOf("a", 2, 1, 3));
    // Its publication may not be done yet.
    assertFound();

    RecordCounts none = RecordCounts.NONE;
    Entries.put(home, entry(3, 4, 4, List.of(), none, new RecordCounts(4, 2, 0, 2), null));
    assertFound("Entry 2 replayed " + folder + "/dead/a, which is still there: move it away");
  }

  @Test
  void onlyWhatWasCommittedIsReplayed() throws Exception {
    String stray = "000000000001-0-7-0-0.parquet";
    replay(
        2,
        4,
        4,
        letters("b", 2),
        TWO_AGAIN,
        new RecordCounts(4, 2, 0, 2),
        replayOf(stray, 2, 1, 3));

    assertThat(problems())
        .contains(
            "Entry 2 replays " + folder + "/dead/" + stray + ", which no entry before committed");
  }

  @Test
  void aFileHasTheRowsItWasCommittedWith() throws Exception {
    replay(
        2, 4, 4, letters("b", 3), TWO_AGAIN, new RecordCounts(4, 2, 0, 2), replayOf("a", 2, 2, 4));

    assertFound("Entry 2 replays 4 rows of " + folder + "/dead/a, which has 3");
  }

  private void replay(
      long sequence,
      long from,
      long until,
      CommittedFile letters,
      RecordCounts records,
      RecordCounts totals,
      Replay replay)
      throws IOException {
    Entries.put(home, entry(sequence, from, until, List.of(letters), records, totals, replay));
  }

  private Replay replayOf(String name, long letters, long kept, long rows) {
    return new Replay(
        "one",
        letters,
        kept,
        List.of(
            new ReplayedFile(
                folder + "/dead/" + name, folder + "/dead/.replayed/2/" + name, rows)));
  }

  private static LedgerEntry entry(
      long sequence,
      long from,
      long until,
      List<CommittedFile> letters,
      RecordCounts records,
      RecordCounts totals,
      Replay replay) {
    return new LedgerEntry(
        sequence,
        Entries.TIME,
        Entries.TIME,
        1,
        "0123456789abcdef",
        List.of(new OffsetSpan("access", 0, from, until)),
        Map.of("access", "id"),
        List.of(),
        List.of(OutputCommit.of("dead-letters", letters)),
        records,
        totals,
        replay,
        null);
  }

  private CommittedFile letters(String name, long rows) throws IOException {
    Path file = folder.resolve("dead").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "letters");
    return new CommittedFile("dead-letters/" + name, file.toString(), rows, 7);
  }

  private void assertFound(String... problems) throws IOException {
    assertThat(problems()).containsExactly(problems);
  }

  private List<String> problems() throws IOException {
    return LedgerVerification.of(home.files(), home.home()).problems();
  }
}
