package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.Interruptions;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LetterSelection;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.ReplayAnswer;
import io.keystream.job.ledger.ReplayRequest.LetterFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that are run again, also by drivers that are killed at every single operation. */
class DeadLetterReplaysTest {
  private static final LetterSelection LARGE = new LetterSelection("large", null, null, null);
  private static final List<Integer> ROWS_BEFORE = List.of(1, 5);
  private static final List<Integer> ROWS_AFTER = List.of(1, 5, 11, 12, 15);

  @TempDir private Path folder;

  @Test
  void afterAFixEveryDeadLetterIsARowOnceAndCountsOnce() throws Exception {
    LetterPipeline pipeline = twoBatches("fixed");
    assertThat(pipeline.rows()).isEqualTo(ROWS_BEFORE);
    assertThat(pipeline.last().totals()).isEqualTo(new RecordCounts(7, 2, 0, 5));

    pipeline.request("one", LetterSelection.ALL);
    pipeline.replay(20, operation -> {});

    assertThat(pipeline.rows()).isEqualTo(ROWS_AFTER);
    assertThat(pipeline.deadLetters()).containsExactly(-3, -1);
    LedgerEntry entry = pipeline.last();
    assertThat(entry.records()).isEqualTo(new RecordCounts(5, 3, 0, 2));
    assertThat(entry.totals()).isEqualTo(new RecordCounts(7, 5, 0, 2));
    assertThat(entry.offsets()).allMatch(span -> span.count() == 0);
    assertThat(entry.replay().files()).hasSize(2);
    assertThat(answer(pipeline, "one").entries()).containsExactly(entry.sequence());
    assertThat(answer(pipeline, "one").records()).isEqualTo(entry.records());
    pipeline.assertVerified("fixed");
  }

  @Test
  void whatFailsAgainCanBeReplayedAgainAfterAnotherFix() throws Exception {
    LetterPipeline pipeline = twoBatches("twice");

    pipeline.request("one", LARGE);
    pipeline.replay(11, operation -> {});
    assertThat(pipeline.deadLetters()).containsExactly(-3, -1, 12, 15);
    pipeline.request("two", LARGE);
    pipeline.replay(20, operation -> {});

    assertThat(pipeline.rows()).isEqualTo(ROWS_AFTER);
    assertThat(pipeline.last().totals()).isEqualTo(new RecordCounts(7, 5, 0, 2));
    pipeline.assertVerified("twice");
  }

  @Test
  void whatIsNotSelectedStaysADeadLetter() throws Exception {
    LetterPipeline pipeline = twoBatches("some");
    List<Integer> before = pipeline.deadLetters();

    pipeline.request("one", new LetterSelection("negative", null, null, null));
    pipeline.replay(20, operation -> {});

    assertThat(pipeline.deadLetters()).isEqualTo(before);
    assertThat(pipeline.rows()).isEqualTo(ROWS_BEFORE);
    assertThat(pipeline.last().records()).isEqualTo(new RecordCounts(2, 0, 0, 2));
    assertThat(pipeline.last().replay().kept()).isEqualTo(3);
    assertThat(pipeline.last().totals()).isEqualTo(new RecordCounts(7, 2, 0, 5));
    pipeline.assertVerified("some");
  }

  @Test
  void whatIsAskedForTwiceIsReplayedOnce() throws Exception {
    LetterPipeline pipeline = twoBatches("two-requests");
    pipeline.request("one", LetterSelection.ALL);
    pipeline.request("two", LetterSelection.ALL);

    pipeline.replay(20, operation -> {});

    assertThat(pipeline.rows()).isEqualTo(ROWS_AFTER);
    assertThat(answer(pipeline, "two").entries()).isEmpty();
    assertThat(answer(pipeline, "two").records()).isEqualTo(RecordCounts.NONE);
    pipeline.assertVerified("two requests");
  }

  @Test
  void theDriverIsKilledAtAnyMoment() throws Exception {
    boolean happened = true;
    for (int moment = 0; happened; moment++) {
      LetterPipeline pipeline = twoBatches("killed-" + moment);
      pipeline.request("one", LARGE);
      Interruptions.Kill kill = new Interruptions.Kill("", moment);

      pipeline.replay(20, kill);
      pipeline.replay(20, operation -> {});

      assertReplayedOnce(pipeline, "killed at " + moment);
      happened = kill.happened();
    }
  }

  @Test
  void theDriverAfterItIsKilledAtAnyMomentToo() throws Exception {
    for (int first = 20; first < 80; first += 7) {
      boolean happened = true;
      for (int second = 0; happened; second += 5) {
        LetterPipeline pipeline = twoBatches("killed-" + first + "-" + second);
        pipeline.request("one", LARGE);
        Interruptions.Kill kill = new Interruptions.Kill("", second);

        pipeline.replay(20, new Interruptions.Kill("", first));
        pipeline.replay(20, kill);
        pipeline.replay(20, operation -> {});

        assertReplayedOnce(pipeline, "killed at " + first + " and " + second);
        happened = kill.happened();
      }
    }
  }

  @Test
  void aDriverFallsAsleepAtAnyMomentAndWakesWhenAnotherIsDone() throws Exception {
    boolean happened = true;
    for (int moment = 0; happened; moment++) {
      LetterPipeline pipeline = twoBatches("asleep-" + moment);
      pipeline.request("one", LARGE);
      Interruptions.Before sleep =
          new Interruptions.Before(moment, () -> pipeline.replay(20, operation -> {}));

      pipeline.replay(20, sleep);
      pipeline.replay(20, operation -> {});

      assertReplayedOnce(pipeline, "asleep at " + moment);
      happened = sleep.happened();
    }
  }

  @Test
  void aFileThatCannotBeReadEndsTheRequestAndNotTheJob() throws Exception {
    LetterPipeline pipeline = twoBatches("torn");
    pipeline.request("one", LetterSelection.ALL);
    Path file = pipeline.letterFiles().get(0);
    Files.writeString(file, "");

    pipeline.replay(20, operation -> {});

    assertThat(answer(pipeline, "one").failure()).isEqualTo(file + " is torn");
    assertThat(answer(pipeline, "one").entries()).isEmpty();
    assertThat(pipeline.requests().pending()).isEmpty();
    assertThat(pipeline.rows()).isEqualTo(ROWS_BEFORE);
  }

  @Test
  void aDamagedRequestEndsAlone() throws Exception {
    LetterPipeline pipeline = twoBatches("damaged");
    pipeline.request("two", LetterSelection.ALL);
    Files.writeString(pipeline.control().resolve("replay-one.json"), "{");

    pipeline.replay(20, operation -> {});

    assertThat(answer(pipeline, "one").failure()).contains("replay-one.json is damaged: ");
    assertThat(answer(pipeline, "two").failure()).isNull();
    assertThat(pipeline.rows()).isEqualTo(ROWS_AFTER);
  }

  @Test
  void aFileThatSomebodyDeletedIsLeftOut() throws Exception {
    LetterPipeline pipeline = twoBatches("deleted");
    pipeline.request("one", LetterSelection.ALL);
    Files.delete(pipeline.letterFiles().get(0));

    pipeline.replay(20, operation -> {});

    assertThat(answer(pipeline, "one").records()).isEqualTo(new RecordCounts(2, 1, 0, 1));
    assertThat(pipeline.rows()).containsExactly(1, 5, 15);
  }

  @Test
  void aLargeRequestIsDoneInSeveralEntries() {
    List<LetterFile> left =
        List.of(
            new LetterFile("a", 1, 150_000),
            new LetterFile("b", 1, 50_000),
            new LetterFile("c", 1, 1));

    assertThat(DeadLetterReplays.first(left)).isEqualTo(left.subList(0, 2));
    assertThat(DeadLetterReplays.first(List.of(new LetterFile("d", 1, 5_000_000)))).hasSize(1);
    assertThat(DeadLetterReplays.first(List.of())).isEmpty();
  }

  /** Numbers up to 10 are rows. */
  private LetterPipeline twoBatches(String name) throws Exception {
    LetterPipeline pipeline = new LetterPipeline(folder.resolve(name));
    pipeline.batch(10, 1, 11, 12, -1);
    pipeline.batch(10, 5, 15, -3);
    return pipeline;
  }

  private static void assertReplayedOnce(LetterPipeline pipeline, String when) throws Exception {
    assertThat(pipeline.rows()).as(when).isEqualTo(ROWS_AFTER);
    assertThat(pipeline.deadLetters()).as(when).containsExactly(-3, -1);
    assertThat(pipeline.last().totals()).as(when).isEqualTo(new RecordCounts(7, 5, 0, 2));
    assertThat(answer(pipeline, "one").records()).as(when).isEqualTo(new RecordCounts(3, 3, 0, 0));
    assertThat(answer(pipeline, "one").failure()).as(when).isNull();
    assertThat(pipeline.requests().pending()).as(when).isEmpty();
    pipeline.assertVerified(when);
  }

  private static ReplayAnswer answer(LetterPipeline pipeline, String id) throws Exception {
    return pipeline.requests().answerTo(id).orElseThrow();
  }
}
