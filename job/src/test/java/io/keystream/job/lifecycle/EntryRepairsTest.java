package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.Compaction;
import io.keystream.job.ledger.Interruptions;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LetterSelection;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.RepairAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made again, also by drivers that are killed at every single operation. */
class EntryRepairsTest {
  private static final List<Integer> ROWS = List.of(1, 5);
  private static final List<Integer> LETTERS = List.of(-3, -1, 11, 12, 15);
  private static final RecordCounts COUNTS = new RecordCounts(7, 2, 0, 5);

  @TempDir private Path folder;

  @Test
  void aFileThatIsMissingIsThereAgain() throws Exception {
    LetterPipeline pipeline = twoBatches("missing");
    Files.delete(pipeline.rowFiles().get(0));
    assertThat(pipeline.problems()).hasSize(1);

    pipeline.requestRepair("one", 1L);
    pipeline.repair(10, operation -> {});

    assertRepaired(pipeline, "missing");
    LedgerEntry entry = pipeline.last();
    assertThat(entry.offsets()).allMatch(span -> span.count() == 0);
    assertThat(entry.records()).isEqualTo(new RecordCounts(4, 1, 0, 3));
    assertThat(entry.repair().entry()).isEqualTo(1);
    assertThat(entry.repair().files()).hasSize(2);
    assertThat(answer(pipeline, "one").entries()).containsExactly(entry.sequence());
  }

  @Test
  void aFileThatIsDamagedIsMovedOutOfSight() throws Exception {
    LetterPipeline pipeline = twoBatches("damaged");
    Path damaged = pipeline.rowFiles().get(0);
    Files.writeString(damaged, "7\n7\n7\n");

    pipeline.requestRepair("one", 1L);
    pipeline.repair(10, operation -> {});

    assertRepaired(pipeline, "damaged");
    assertThat(damaged).doesNotExist();
    assertThat(damaged.getParent().resolve(".replaced/000000000003").resolve(damaged.getFileName()))
        .hasContent("7\n7\n7\n");
  }

  @Test
  void allEntriesAreMadeAgainAfterAFixAndEachRecordCountsOnce() throws Exception {
    LetterPipeline pipeline = twoBatches("fixed");

    pipeline.requestRepair("one", 1L, 2L);
    pipeline.repair(20, operation -> {});

    assertThat(pipeline.rows()).containsExactly(1, 5, 11, 12, 15);
    assertThat(pipeline.deadLetters()).containsExactly(-3, -1);
    assertThat(pipeline.last().totals()).isEqualTo(new RecordCounts(7, 5, 0, 2));
    assertThat(answer(pipeline, "one").entries()).containsExactly(3L, 4L);
    pipeline.assertVerified("fixed");
  }

  @Test
  void whatWasMadeAgainIsMadeAgainOnceMore() throws Exception {
    LetterPipeline pipeline = twoBatches("again");
    pipeline.requestRepair("one", 1L);
    pipeline.repair(20, operation -> {});
    pipeline.requestRepair("two", 1L);
    pipeline.repair(10, operation -> {});

    assertRepaired(pipeline, "again");
    assertThat(pipeline.last().repair().before()).isEqualTo(new RecordCounts(4, 3, 0, 1));
  }

  @Test
  void anEntryWhoseDeadLettersWereReplayedIsRefusedBecauseTheirRowsStandElsewhere()
      throws Exception {
    LetterPipeline pipeline = twoBatches("replayed");
    pipeline.request("one", LetterSelection.ALL);
    pipeline.replay(20, operation -> {});
    List<Integer> rows = pipeline.rows();

    pipeline.requestRepair("two", 2L, 3L);
    pipeline.repair(20, operation -> {});

    assertThat(answer(pipeline, "two").entries()).isEmpty();
    assertThat(answer(pipeline, "two").refused())
        .containsExactly(
            "Entry 2: its dead letters were replayed by entry 3, which has their rows",
            "Entry 3: the ledger has no such entry that read topics");
    assertThat(pipeline.rows()).isEqualTo(rows);
    pipeline.assertVerified("replayed");
  }

  @Test
  void deadLettersThatWereMadeAgainAreReplayedOnce() throws Exception {
    LetterPipeline pipeline = twoBatches("letters");
    pipeline.requestRepair("one", 1L);
    pipeline.repair(10, operation -> {});
    pipeline.request("two", LetterSelection.ALL);
    pipeline.replay(20, operation -> {});

    assertThat(pipeline.rows()).containsExactly(1, 5, 11, 12, 15);
    assertThat(pipeline.last().totals()).isEqualTo(new RecordCounts(7, 5, 0, 2));
    pipeline.assertVerified("letters");
  }

  @Test
  void anEntryOfWhichRecordsAreGoneIsRefusedAndTheOthersAreNot() throws Exception {
    LetterPipeline pipeline = twoBatches("gone");

    pipeline.requestRepair("one", 1L, 2L);
    pipeline.repair(10, operation -> {}, pipeline.records().subList(0, 6));

    assertThat(answer(pipeline, "one").refused())
        .containsExactly("Entry 2: Kafka has 2 of its 3 records: others were compacted away");
    assertThat(answer(pipeline, "one").entries()).containsExactly(3L);
    assertRepaired(pipeline, "gone");
  }

  @Test
  void anEntryWhoseRowsStandWithThoseOfOthersIsRefused() throws Exception {
    LetterPipeline pipeline = threeBatches("joined");
    Compaction joined = pipeline.planToJoin();
    pipeline.join(joined);

    pipeline.requestRepair("one", 1L);
    pipeline.repair(10, operation -> {});

    assertThat(answer(pipeline, "one").refused())
        .containsExactly(
            "Entry 1: its rows stand with those of other entries in "
                + joined.target()
                + ": move that file away, and ask for all entries that ledger verify then names");
    assertThat(pipeline.rows()).containsExactly(1, 5, 7);
    pipeline.assertVerified("joined");
  }

  @Test
  void entriesAreMadeAgainWhenTheFileThatTheyWereJoinedIntoIsGone() throws Exception {
    LetterPipeline pipeline = threeBatches("joined and gone");
    Compaction joined = pipeline.planToJoin();
    pipeline.join(joined);
    Files.delete(Path.of(joined.target()));
    assertThat(pipeline.problems()).hasSize(2);

    pipeline.requestRepair("one", 1L, 2L);
    pipeline.repair(10, operation -> {});

    assertThat(answer(pipeline, "one").refused()).isEmpty();
    assertThat(pipeline.rows()).containsExactly(1, 5, 7);
    pipeline.assertVerified("joined and gone");
  }

  @Test
  void anEntryWhoseFilesAreBeingJoinedIsRefused() throws Exception {
    LetterPipeline pipeline = threeBatches("joining");
    pipeline.planToJoin();

    pipeline.requestRepair("one", 1L);
    pipeline.repair(10, operation -> {});

    assertThat(answer(pipeline, "one").refused())
        .containsExactly(
            "Entry 1: keystream compact is joining its files: when that has ended, ask again");
    assertThat(pipeline.rows()).containsExactly(1, 5, 7);
    pipeline.assertVerified("joining");
  }

  @Test
  void aDamagedRequestEndsAlone() throws Exception {
    LetterPipeline pipeline = twoBatches("torn");
    pipeline.requestRepair("two", 1L);
    Files.writeString(pipeline.control().resolve("repair-one.json"), "{");

    pipeline.repair(10, operation -> {});

    assertThat(answer(pipeline, "one").refused())
        .singleElement()
        .asString()
        .contains("repair-one.json is damaged: ");
    assertThat(answer(pipeline, "two").entries()).containsExactly(3L);
  }

  @Test
  void theDriverIsKilledAtAnyMoment() throws Exception {
    boolean happened = true;
    for (int moment = 0; happened; moment++) {
      LetterPipeline pipeline = damaged("killed-" + moment);
      Interruptions.Kill kill = new Interruptions.Kill("", moment);

      pipeline.repair(10, kill);
      pipeline.repair(10, operation -> {});

      assertRepairedOnce(pipeline, "killed at " + moment);
      happened = kill.happened();
    }
  }

  @Test
  void aDriverFallsAsleepAtAnyMomentAndWakesWhenAnotherIsDone() throws Exception {
    boolean happened = true;
    for (int moment = 0; happened; moment++) {
      LetterPipeline pipeline = damaged("asleep-" + moment);
      Interruptions.Before sleep =
          new Interruptions.Before(moment, () -> pipeline.repair(10, operation -> {}));

      pipeline.repair(10, sleep);
      pipeline.repair(10, operation -> {});

      assertRepairedOnce(pipeline, "asleep at " + moment);
      happened = sleep.happened();
    }
  }

  /** Numbers up to 10 are rows. */
  private LetterPipeline twoBatches(String name) throws IOException {
    LetterPipeline pipeline = new LetterPipeline(folder.resolve(name));
    pipeline.batch(10, 1, 11, 12, -1);
    pipeline.batch(10, 5, 15, -3);
    return pipeline;
  }

  /** The newest entry has a file that may not be joined. */
  private LetterPipeline threeBatches(String name) throws IOException {
    LetterPipeline pipeline = twoBatches(name);
    pipeline.batch(10, 7);
    return pipeline;
  }

  private LetterPipeline damaged(String name) throws IOException {
    LetterPipeline pipeline = twoBatches(name);
    Files.delete(pipeline.rowFiles().get(0));
    Files.writeString(pipeline.letterFiles().get(1), "");
    pipeline.requestRepair("one", 1L, 2L);
    return pipeline;
  }

  private static void assertRepaired(LetterPipeline pipeline, String when) throws IOException {
    assertThat(pipeline.rows()).as(when).isEqualTo(ROWS);
    assertThat(pipeline.deadLetters()).as(when).isEqualTo(LETTERS);
    assertThat(pipeline.last().totals()).as(when).isEqualTo(COUNTS);
    pipeline.assertVerified(when);
  }

  private static void assertRepairedOnce(LetterPipeline pipeline, String when) throws IOException {
    assertRepaired(pipeline, when);
    assertThat(answer(pipeline, "one").entries()).as(when).containsExactly(3L, 4L);
    assertThat(answer(pipeline, "one").refused()).as(when).isEmpty();
    assertThat(pipeline.repairs().pending()).as(when).isEmpty();
  }

  private static RepairAnswer answer(LetterPipeline pipeline, String id) throws IOException {
    return pipeline.repairs().answerTo(id).orElseThrow();
  }
}
