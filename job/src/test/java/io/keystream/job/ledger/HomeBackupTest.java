package io.keystream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is restored goes on exactly where what was backed up ended. */
class HomeBackupTest {
  private static final HomeBackup.About ABOUT = new HomeBackup.About("logs", "op on gw1");

  @TempDir private Path folder;
  private TestHome home;
  private TestHome other;
  private org.apache.hadoop.fs.Path backup;
  private Path published;

  @BeforeEach
  void runAndStop() throws Exception {
    home = new TestHome(folder.resolve("home"));
    other = new TestHome(folder.resolve("other"));
    backup = new org.apache.hadoop.fs.Path(folder.resolve("backup").toUri());
    published = Files.createDirectories(folder.resolve("out")).resolve("000000000003-0.parquet");
    Epoch epoch = home.claim();
    Ledger ledger = Ledger.open(home.files(), home.home(), epoch);
    PipelineId.of(home.files(), home.home());
    ledger.commit(Entries.next(ledger, epoch, 10));
    ledger.commit(Entries.next(ledger, epoch, 20));
    CommittedFile file = new CommittedFile("files/0.parquet", published.toString(), 5, 4);
    LedgerEntry next = Entries.next(ledger, epoch, 5);
    ledger.commit(
        Entries.entry(
            3,
            epoch.number(),
            next.offsets(),
            List.of(OutputCommit.of("files", List.of(file))),
            next.records(),
            next.totals()));
    Files.writeString(published, "rows");
    write("checkpoint/0123456789abcdef/checkpoint-1", "spark");
    write("control/running.json", "{}");
    write("control/replay-20260131T101530-0a1b2c3d.json", "{}");
    write("received/source/0/000000000000", "records");
    write("staging/000000000001/000000000004/never", "committed");
    write("dead-letters/000000000002-0.parquet", "output");
  }

  @Test
  void theRestoredHomeGoesOnWhereTheOtherEnded() throws Exception {
    backUp();
    restore();

    assertThat(PipelineId.of(other.files(), other.home()))
        .isEqualTo(PipelineId.of(home.files(), home.home()));
    Epoch epoch = other.claim();
    Ledger ledger = Ledger.open(other.files(), other.home(), epoch);
    assertThat(epoch.number()).as("newer than every entry's").isEqualTo(2);
    assertThat(ledger.nextSequence()).isEqualTo(4);
    ledger.commit(Entries.next(ledger, epoch, 7));
    assertThat(ledger.totals().read()).isEqualTo(42);
    assertThat(LedgerVerification.of(other.files(), other.home()).problems()).isEmpty();
  }

  @Test
  void whatBelongsToOneHomeOrToReadersIsLeftOut() throws Exception {
    BackupManifest manifest = backUp();

    assertThat(manifest.files().stream().map(BackupManifest.Item::path))
        .containsExactly(
            "control/replay-20260131T101530-0a1b2c3d.json",
            "epochs/000000000001/driver.json",
            "ledger/000000000001",
            "ledger/000000000002",
            "ledger/000000000003",
            "pipeline-id",
            "received/source/0/000000000000",
            "staging/000000000001/000000000003/files/0.parquet");
    assertThat(manifest.sequence()).isEqualTo(3);
    assertThat(manifest.epoch()).isEqualTo(1);
  }

  @Test
  void theFilesOfTheNewestEntryArePublishedWhereReadersDoNotHaveThem() throws Exception {
    backUp();
    Files.delete(published);

    restore();

    assertThat(local(other, "staging/000000000001/000000000003/files/0.parquet"))
        .hasContent("rows");
  }

  @Test
  void andNotASecondTimeWhereTheyDo() throws Exception {
    backUp();

    restore();

    assertThat(local(other, "staging/000000000001/000000000003/files/0.parquet")).doesNotExist();
    assertThat(published).hasContent("rows");
  }

  @Test
  void aBackupOfTheSameMomentIsNotWrittenTwice() throws Exception {
    assertThat(backup().isIn(backup)).isFalse();
    backUp();

    assertThat(backup().isIn(backup)).isTrue();
  }

  @Test
  void aFolderWithAnotherBackupIsLeftAsItIs() throws Exception {
    backUp();
    home.claim();

    assertThatThrownBy(() -> backup().isIn(backup))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(" holds a backup of entry 3, taken at ")
        .hasMessageEndingWith("and home is another now: name another folder");
  }

  @Test
  void aFolderWithAnythingElseIsRefused() throws Exception {
    Files.createDirectories(folder.resolve("backup/ledger"));

    assertThatThrownBy(() -> backup().isIn(backup))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("/backup is not empty, and no backup: ");
  }

  @Test
  void aDriverThatStartsMeanwhileMakesItNoBackup() throws Exception {
    AtomicBoolean started = new AtomicBoolean();
    HomeFiles interrupted =
        home.files(
            operation -> {
              if (operation.equals("create") && !started.getAndSet(true)) {
                home.claim();
              }
            });

    assertThatThrownBy(
            () -> new HomeBackup(interrupted, home.home(), output()).write(backup, ABOUT))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("a driver of " + home.home().root() + " was at work meanwhile");
    assertThatThrownBy(() -> BackupManifest.read(home.files(), backup))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(" is no backup: wanted manifest.json in it");
  }

  @Test
  void aDamagedBackupIsNotRestored() throws Exception {
    backUp();
    Files.writeString(folder.resolve("backup/received/source/0/000000000000"), "rec0rds");

    assertThatThrownBy(this::restore)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("/backup/received/source/0/000000000000 is damaged: its SHA-256 is ")
        .hasMessageEndingWith(". Nothing was restored");
    assertThat(local(other, "ledger")).doesNotExist();
    assertThat(local(other, "restoring")).doesNotExist();
  }

  @Test
  void aBackupThatLacksAFileIsNotRestored() throws Exception {
    backUp();
    Files.delete(folder.resolve("backup/ledger/000000000002"));

    assertThatThrownBy(this::restore)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("/ledger/000000000002 is damaged: its SHA-256 is no file");
  }

  @Test
  void aHomeThatHasALedgerIsLeftAsItIs() throws Exception {
    backUp();
    Epoch epoch = other.claim();
    Ledger ledger = Ledger.open(other.files(), other.home(), epoch);
    ledger.commit(Entries.next(ledger, epoch, 1));

    assertThatThrownBy(this::restore)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(
            "/other has a ledger already, which ends with entry 1 of epoch 1: wanted a home"
                + " without one. Nothing was changed");
  }

  @Test
  void aRestoreIsDoneOnce() throws Exception {
    BackupManifest manifest = backUp();
    restore();

    assertThat(new HomeRestore(other.files(), other.home()).isDone(manifest)).isTrue();
  }

  @Test
  void aRestoreThatWasInterruptedIsRepeatedAndTheStopStays() throws Exception {
    backUp();
    Files.createDirectories(local(other, "control"));
    Files.writeString(local(other, "control/stop.json"), "{}");
    Files.createDirectories(local(other, "restoring/ledger"));
    Files.createDirectories(local(other, "epochs/000000000001"));

    restore();

    assertThat(local(other, "restoring")).doesNotExist();
    assertThat(local(other, "control/stop.json")).exists();
    assertThat(local(other, "control/replay-20260131T101530-0a1b2c3d.json")).exists();
    assertThat(other.open().nextSequence()).isEqualTo(4);
  }

  private BackupManifest backUp() throws IOException {
    return backup().write(backup, ABOUT);
  }

  private void restore() throws IOException {
    BackupManifest manifest = BackupManifest.read(other.files(), backup);
    HomeRestore restore = new HomeRestore(other.files(), other.home());
    assertThat(restore.isDone(manifest)).isFalse();
    restore.run(backup, manifest);
  }

  private HomeBackup backup() {
    return new HomeBackup(home.files(), home.home(), output());
  }

  private List<org.apache.hadoop.fs.Path> output() {
    return List.of(new org.apache.hadoop.fs.Path(home.home().root(), "dead-letters"));
  }

  private void write(String file, String text) throws IOException {
    Path path = local(home, file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static Path local(TestHome of, String file) {
    return of.local(new org.apache.hadoop.fs.Path(of.home().root(), file));
  }
}
