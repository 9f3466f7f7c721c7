package io.keystream.job.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.FencedException;
import io.keystream.job.ledger.Interruptions;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.Replay;
import io.keystream.job.ledger.ReplayedFile;
import io.keystream.job.ledger.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
  private static final long EPOCH = 3;

  @TempDir private Path folder;
  private TestHome home;
  private Publisher publisher;

  @BeforeEach
  void makeHome() throws Exception {
    home = new TestHome(folder.resolve("home"));
    publisher = new Publisher(home.files(), home.home());
  }

  @Test
  void movesStagedFilesToWhereReadersFindThem() throws Exception {
    publisher.publish(staged(1, "a", "date=2026-01-31/b"));

    assertPublished("a", "date=2026-01-31/b");
    assertThat(staging(1)).doesNotExist();
  }

  @Test
  void canBeRepeated() throws Exception {
    LedgerEntry entry = staged(1, "a", "date=2026-01-31/b");
    publisher.publish(entry);

    publisher.publish(entry);
    new Publisher(home.files(), home.home()).publish(entry);

    assertPublished("a", "date=2026-01-31/b");
  }

  @Test
  void finishesWhatADriverBeganThatWasKilledAtAnyMoment() throws Exception {
    int moment = 0;
    boolean happened = true;
    while (happened) {
      LedgerEntry entry = staged(moment, "m" + moment + "/a", "m" + moment + "/b", "c" + moment);
      Interruptions.Kill kill = new Interruptions.Kill("", moment);
      try {
        new Publisher(home.files(kill), home.home()).publish(entry);
      } catch (Interruptions.Killed e) {
        // Which is what is tested.
      }
      publisher.publish(entry);
      publisher.publish(entry);
      assertPublished("m" + moment + "/a", "m" + moment + "/b", "c" + moment);
      assertThat(staging(moment)).doesNotExist();
      happened = kill.happened();
      moment++;
    }
    assertThat(moment).isGreaterThan(5);
  }

  @Test
  void refusesToGoOnWithoutAFileItCommitted() throws Exception {
    LedgerEntry entry = staged(1, "a");
    Path staged = staging(1).resolve("files/a");
    Files.delete(staged);

    assertThatThrownBy(() -> publisher.publish(entry))
        .isInstanceOf(LedgerException.class)
        .hasMessageMatching(
            "Entry 1 committed .*/out/a, but it is neither there nor staged at .*"
                + "/staging/000000000003/000000000001/files/a");
  }

  @Test
  void learnsThatAnotherDriverWentOnWhileItSlept() throws Exception {
    LedgerEntry entry = staged(1, "a");
    Files.delete(staging(1).resolve("files/a"));
    Entries.put(home, Entries.ofFiles(2, EPOCH + 1, List.of()));

    assertThatThrownBy(() -> publisher.publish(entry))
        .isInstanceOf(FencedException.class)
        .hasMessage("Another driver has committed entry 2 while this one was to publish entry 1");
  }

  @Test
  void refusesToOverwriteAFileOfSomebodyElse() throws Exception {
    LedgerEntry entry = staged(1, "a");
    Files.createDirectories(published("a").getParent());
    Files.writeString(published("a"), "not ours");

    assertThatThrownBy(() -> publisher.publish(entry))
        .isInstanceOf(LedgerException.class)
        .hasMessage(
            published("a")
                + " exists although entry 1 is about to publish it: does another pipeline, or an"
                + " earlier home of this one, write to the same folder?");
    assertThat(published("a")).hasContent("not ours");
    assertThat(staging(1).resolve("files/a")).exists();
  }

  @Test
  void makesAFolderAgainThatWasRemovedWhileTheJobRuns() throws Exception {
    publisher.publish(staged(1, "date=2026-01-31/a"));
    Files.delete(published("date=2026-01-31/a"));
    Files.delete(published("date=2026-01-31"));

    publisher.publish(staged(2, "date=2026-01-31/b"));

    assertPublished("date=2026-01-31/b");
  }

  @Test
  void discardsEverythingThatIsStaged() throws Exception {
    staged(1, "a");
    staged(2, "b");
    publisher.publish(staged(3, "c"));

    publisher.discardStaged(EPOCH);

    assertThat(home.files().list(home.home().staging())).isEmpty();
    assertPublished("c");
    publisher.discardStaged(EPOCH);
  }

  @Test
  void keepsWhatANewerDriverHasStaged() throws Exception {
    LedgerEntry entry = staged(1, "a");

    publisher.discardStaged(EPOCH - 1);
    publisher.publish(entry);

    assertPublished("a");
  }

  @Test
  void takesReplayedDeadLettersAwayWhateverKillsIt() throws Exception {
    int moment = 0;
    boolean happened = true;
    while (happened) {
      LedgerEntry entry = replaying(staged(moment, "r" + moment), moment, "x", "y", "gone");
      Files.delete(dead(moment, "gone"));
      Interruptions.Kill kill = new Interruptions.Kill("", moment);
      try {
        new Publisher(home.files(kill), home.home()).publish(entry);
      } catch (Interruptions.Killed e) {
        // Which is what is tested.
      }
      publisher.publish(entry);
      publisher.publish(entry);
      assertPublished("r" + moment);
      for (String name : List.of("x", "y")) {
        assertThat(dead(moment, name)).doesNotExist();
        assertThat(dead(moment, ".replayed").resolve(name)).hasContent("letters");
      }
      happened = kill.happened();
      moment++;
    }
    assertThat(moment).isGreaterThan(5);
  }

  private LedgerEntry replaying(LedgerEntry entry, long moment, String... names)
      throws IOException {
    List<ReplayedFile> replayed = new java.util.ArrayList<>();
    for (String name : names) {
      Path file = dead(moment, name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "letters");
      String retired = dead(moment, ".replayed").resolve(name).toString();
      replayed.add(new ReplayedFile(file.toString(), retired, 1));
    }
    return new LedgerEntry(
        entry.sequence(),
        entry.batchTime(),
        entry.committedAt(),
        entry.epoch(),
        entry.fingerprint(),
        entry.offsets(),
        entry.topicIds(),
        entry.lost(),
        entry.outputs(),
        entry.records(),
        entry.totals(),
        new Replay("one", 3, 0, replayed),
        null);
  }

  private Path dead(long moment, String name) {
    return folder.resolve("dead-" + moment).resolve(name);
  }

  private LedgerEntry staged(long sequence, String... names) throws IOException {
    List<CommittedFile> files = new java.util.ArrayList<>();
    for (String name : names) {
      Path staged = staging(sequence).resolve("files").resolve(name);
      Files.createDirectories(staged.getParent());
      Files.writeString(staged, "content of " + name);
      files.add(new CommittedFile("files/" + name, published(name).toString(), 1, 1));
    }
    return Entries.ofFiles(sequence, EPOCH, files);
  }

  private Path staging(long sequence) {
    return home.local(home.home().staging(EPOCH, sequence));
  }

  private Path published(String name) {
    return folder.resolve("out").resolve(name);
  }

  private void assertPublished(String... names) {
    assertThat(names)
        .allSatisfy(name -> assertThat(published(name)).hasContent("content of " + name));
  }
}
