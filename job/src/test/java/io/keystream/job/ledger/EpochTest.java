package io.keystream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochTest {
  @TempDir private Path folder;
  private TestHome home;

  @BeforeEach
  void makeHome() {
    home = new TestHome(folder.resolve("home"));
  }

  @Test
  void numbersRiseFromOne() throws Exception {
    assertThat(home.claim().number()).isEqualTo(1);
    assertThat(home.claim().number()).isEqualTo(2);
    assertThat(home.claim().number()).isEqualTo(3);
  }

  @Test
  void startsThatWereNeverFinishedAreCleanedAwayWhenTheyAreOld() throws Exception {
    Path epochs = home.local(home.home().epochs());
    Path old = Files.createDirectories(epochs.resolve("starting-old"));
    Path underWay = Files.createDirectories(epochs.resolve("starting-now"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

    home.claim();

    assertThat(old).doesNotExist();
    assertThat(underWay).exists();
  }

  @Test
  void theCurrentEpochCommits() throws Exception {
    home.claim().commit(target("entry"), "text");

    assertThat(home.files().read(target("entry"))).isEqualTo("text");
  }

  @Test
  void anEpochDoesNotWriteOverWhatIsThere() throws Exception {
    Epoch epoch = home.claim();
    epoch.commit(target("entry"), "first");

    assertThatThrownBy(() -> epoch.commit(target("entry"), "second"))
        .isInstanceOf(FencedException.class)
        .hasMessage("Another driver has already written " + target("entry") + ", so epoch 1 stops");
    assertThat(home.files().read(target("entry"))).isEqualTo("first");
  }

  @Test
  void anEpochCannotEvenCreateAfterANewerClaim() throws Exception {
    Epoch old = home.claim();
    home.claim();

    assertFenced(old);
  }

  @Test
  void anEpochCannotRenameAfterANewerClaim() throws Exception {
    // The newer driver claims after the older one has written, and before it renames.
    NameNodeLikeFs.Before newerClaim =
        operation -> {
          if (operation.equals("rename") && home.files().exists(pendingOf(1))) {
            home.claim();
          }
        };
    Epoch old = Epoch.claim(home.files(newerClaim), home.home(), "{}");

    assertFenced(old);
  }

  @Test
  void aFileSystemThatFailsIsNotTakenForANewerDriver() throws Exception {
    NameNodeLikeFs.Before failing =
        operation -> {
          if (operation.equals("rename") && home.files().exists(pendingOf(1))) {
            throw new IOException("NameNode is in safe mode");
          }
        };
    Epoch epoch = Epoch.claim(home.files(failing), home.home(), "{}");

    assertThatThrownBy(() -> epoch.commit(target("entry"), "text"))
        .isInstanceOf(IOException.class)
        .hasMessage("NameNode is in safe mode");
  }

  @Test
  void leftoversOfAStartThatWasCutShortDoNotMatter() throws Exception {
    home.claim();
    home.files().makeFolder(inEpochs("starting-3f1c"));
    home.files().makeFolder(inEpochs("anything-else"));

    Epoch epoch = home.claim();

    assertThat(epoch.number()).isEqualTo(2);
    epoch.commit(target("entry"), "text");
  }

  @Test
  void aNumberThatIsTakenTwiceIsRefused() throws Exception {
    // Before the slow driver takes number 1, one driver takes it and a second one closes that.
    boolean[] happened = {false};
    NameNodeLikeFs.Before others =
        operation -> {
          if (operation.equals("rename") && !happened[0]) {
            happened[0] = true;
            home.claim();
            home.claim();
          }
        };

    assertThatThrownBy(() -> Epoch.claim(home.files(others), home.home(), "{}"))
        .isInstanceOf(FencedException.class)
        .hasMessage("A newer driver of " + home.home().root() + " started at the same time");
    assertThat(home.files().exists(inEpochs("000000000001"))).isFalse();
    assertThat(home.files().exists(inEpochs("closed/000000000001"))).isTrue();
    assertThat(home.claim().number()).isEqualTo(3);
  }

  @Test
  void aDriverKilledWithANumberTakenTwiceDoesNotKeepOthersFromStarting() throws Exception {
    home.claim();
    home.claim();
    home.files().makeFolder(inEpochs("000000000001"));

    Epoch epoch = home.claim();

    assertThat(epoch.number()).isEqualTo(3);
    assertThat(home.files().exists(inEpochs("000000000001"))).isFalse();
    epoch.commit(target("entry"), "text");
  }

  @Test
  void theNumberOfClosedEpochsStaysBounded() throws Exception {
    for (int i = 0; i < 130; i++) {
      home.claim();
    }

    assertThat(home.files().list(inEpochs("closed"))).hasSize(100);
    assertThat(home.claim().number()).isEqualTo(131);
  }

  @Test
  void tellsWhatTheNewestDriverSaidOfItself() throws Exception {
    assertThat(Epoch.newestDriver(home.files(), home.home())).isEmpty();

    Epoch.claim(home.files(), home.home(), "first");
    Epoch.claim(home.files(), home.home(), "second");

    assertThat(Epoch.newestDriver(home.files(), home.home())).contains("second");
  }

  private void assertFenced(Epoch old) throws IOException {
    assertThatThrownBy(() -> old.commit(target("entry"), "text"))
        .isInstanceOf(FencedException.class)
        .hasMessage("Epoch 1 was closed by a newer driver of " + home.home().root());
    assertThat(home.files().list(home.home().ledger())).isEqualTo(List.of());
  }

  private org.apache.hadoop.fs.Path target(String name) {
    return new org.apache.hadoop.fs.Path(home.home().ledger(), name);
  }

  private org.apache.hadoop.fs.Path inEpochs(String name) {
    return new org.apache.hadoop.fs.Path(home.home().epochs(), name);
  }

  private org.apache.hadoop.fs.Path pendingOf(long epoch) {
    return inEpochs(Sequences.format(epoch) + "/pending.json");
  }
}
