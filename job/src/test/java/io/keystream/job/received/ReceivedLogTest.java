package io.keystream.job.received;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("FutureReturnValueIgnored") // Looked at where it matters.
class ReceivedLogTest {
  @TempDir private Path folder;
  private TestLog log;

  @BeforeEach
  void makeLog() {
    log = new TestLog(folder.resolve("0"));
  }

  @Test
  void whatIsDurableIsReadInOrderAcrossSegmentsAndReceivers() throws Exception {
    List<String> written = IntStream.range(0, 50).mapToObj(n -> "record " + n).toList();
    log.write(written.subList(0, 20).toArray(String[]::new));
    log.write(written.subList(20, 50).toArray(String[]::new));

    assertThat(log.segments()).hasSizeGreaterThan(3);
    assertThat(log.read()).isEqualTo(written);
    assertThat(log.read(log.index(), 7, 33)).isEqualTo(written.subList(7, 33));
  }

  @Test
  void recordsOfAnyLengthAreKept() throws Exception {
    log.write("", "x".repeat(5_000), "");

    assertThat(log.read()).containsExactly("", "x".repeat(5_000), "");
  }

  @Test
  void theIndexFollowsALogThatIsBeingWritten() throws Exception {
    ReceivedLog open = log.takeOver();
    LogSender sender = open.attach("", count -> {});
    LogIndex index = log.index();
    for (int n = 0; n < 30; n++) {
      TestLog.append(open, sender, "record " + n).get();
      index.refresh();
      assertThat(index.next()).isEqualTo(n + 1);
      assertThat(log.read(index, n, n + 1)).containsExactly("record " + n);
    }
    open.stop();
  }

  @Test
  void sendersAreToldAfterTheirRecordsAreDurable() throws Exception {
    ReceivedLog open = log.takeOver();
    List<Long> told = new ArrayList<>();
    LogSender first = open.attach("", told::add);
    LogSender second = open.attach("", count -> {});
    TestLog.put(open, first, "a");
    TestLog.put(open, second, "b");
    TestLog.append(open, first, "c").get();
    assertThat(told).last().isEqualTo(2L);
    assertThat(log.read()).containsExactlyInAnyOrder("a", "b", "c");
    open.stop();
  }

  @Test
  void aNamedSenderIsToldHowManyOfItsRecordsAreThere() throws Exception {
    for (int turn = 0; turn < 5; turn++) {
      ReceivedLog open = log.takeOver();
      LogSender sender = open.attach("meter-7", count -> {});
      assertThat(sender.known().get()).isEqualTo(turn * 3L);
      LogSender other = open.attach("meter-8", count -> {});
      TestLog.put(open, other, "of another one");
      for (int n = 0; n < 3; n++) {
        TestLog.put(open, sender, "record");
      }
      open.stop();
    }
  }

  @Test
  void namesOutliveTheSegmentsTheirRecordsWereIn() throws Exception {
    ReceivedLog open = log.takeOver();
    TestLog.append(open, open.attach("meter-7", count -> {}), "first").get();
    open.stop();
    log.write(IntStream.range(0, 60).mapToObj(n -> "record " + n).toArray(String[]::new));
    LogIndex index = log.index();
    index.delete(index.next(), Duration.ZERO, Instant.now().plusSeconds(60));

    assertThat(log.segments()).hasSize(1);
    assertThat(log.takeOver().attach("meter-7", count -> {}).known().get()).isEqualTo(1);
  }

  @Test
  void aSenderThatWasReplacedCanNotAppend() throws Exception {
    ReceivedLog open = log.takeOver();
    LogSender before = open.attach("meter-7", count -> {});
    LogSender after = open.attach("meter-7", count -> {});

    assertThatThrownBy(() -> TestLog.put(open, before, "late"))
        .isInstanceOf(IOException.class)
        .hasMessage("Another connection of client meter-7 replaced this one");
    TestLog.append(open, after, "in time").get();
    assertThat(log.read()).containsExactly("in time");
    open.stop();
  }

  @Test
  void onlySoManyNamesAreRemembered() throws Exception {
    ReceivedLog open = log.takeOver();
    for (int n = 0; n < TestLog.SMALL.senders(); n++) {
      TestLog.append(open, open.attach("meter-" + n, count -> {}), "x").get();
    }
    assertThatThrownBy(() -> open.attach("one more", count -> {}))
        .hasMessage("This receiver remembers 10 client names, and takes no new one");
    open.stop();
  }

  @Test
  void aFailureIsToldToEveryoneWhoWaits() throws Exception {
    ReceivedLog open = log.takeOver();
    LogSender sender = open.attach("", count -> {});
    TestLog.append(open, sender, "before").get();
    open.fail(new IOException("disks are full"));

    assertThatThrownBy(() -> TestLog.put(open, sender, "after"))
        .isInstanceOf(IOException.class)
        .hasMessage("The log of received data in " + log.path() + " failed")
        .hasRootCauseMessage("disks are full");
    assertThat(open.ended()).isCompletedExceptionally();
  }

  @Test
  void sendersWaitWhileTooMuchIsNotDurable() throws Exception {
    LogLimits limits =
        new LogLimits(
            1_000, Duration.ofHours(1), 100, 600, Duration.ofHours(1), 10, Duration.ofDays(1));
    ReceivedLog open =
        ReceivedLog.takeOver(log.files(), log.path(), 0, limits, false, Clock.systemUTC());
    LogSender sender = open.attach("", count -> {});
    TestLog.put(open, sender, "x".repeat(100));
    CompletableFuture<Void> second = new CompletableFuture<>();
    Thread appending =
        new Thread(
            () -> {
              try {
                TestLog.put(open, sender, "one too many");
                second.complete(null);
              } catch (Exception e) {
                second.completeExceptionally(e);
              }
            });
    appending.start();
    await().until(() -> appending.getState() == Thread.State.WAITING);
    assertThat(second).isNotDone();
    open.stop();

    assertThatThrownBy(second::get)
        .hasRootCauseMessage("The receiver of " + log.path() + " was stopped");
    assertThat(log.read()).containsExactly("x".repeat(100));
  }

  @Test
  void afterAStopNothingIsTaken() throws Exception {
    ReceivedLog open = log.takeOver();
    LogSender sender = open.attach("", count -> {});
    CompletableFuture<Void> last = TestLog.append(open, sender, "last");
    open.stop();

    assertThat(last).isCompleted();
    assertThatThrownBy(() -> TestLog.put(open, sender, "after"))
        .hasMessage("The receiver of " + log.path() + " was stopped");
    assertThat(log.read()).containsExactly("last");
  }

  @Test
  void aReceiverThatEndedBeforeItsFirstBlockIsGoneAroundOf() throws Exception {
    log.write("a", "b");
    for (int attempt = 0; attempt < 3; attempt++) {
      Files.createFile(log.local().resolve("00000000000000000002-000" + attempt + ".log"));
    }
    log.write("c");

    assertThat(log.read()).containsExactly("a", "b", "c");
    assertThat(log.segments()).last().asString().endsWith("/00000000000000000002-0003.log");
  }

  @Test
  void twoReceiversNeverWriteTheSameSegment() throws Exception {
    log.write("a");
    ReceivedLog slow = log.takeOver();
    log.write("b");

    CompletableFuture<Void> late = TestLog.append(slow, slow.attach("", count -> {}), "late");
    assertThatThrownBy(late::get)
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("00000000000000000001-0000.log");
    assertThat(log.read()).containsExactly("a", "b");
  }

  @Test
  void onlyProcessedSegmentsAreDeletedAndNotBeforeTheirTime() throws Exception {
    log.write(IntStream.range(0, 60).mapToObj(n -> "record " + n).toArray(String[]::new));
    LogIndex index = log.index();
    int all = log.segments().size();

    index.delete(60, Duration.ofHours(1), Instant.now());
    assertThat(log.segments()).hasSize(all);

    index.delete(30, Duration.ZERO, Instant.now().plusSeconds(60));
    assertThat(index.first()).isBetween(1L, 30L);
    assertThat(log.segments()).hasSizeLessThan(all).hasSizeGreaterThan(1);
    assertThat(log.read(index, 30, 60)).hasSize(30);
    index.refresh();
    assertThat(log.read()).last().isEqualTo("record 59");
  }

  @Test
  void aLogThatEndsBeforeWhatIsCommittedIsRefused() throws Exception {
    log.write("a", "b");

    assertThatThrownBy(() -> log.takeOver(3))
        .isInstanceOf(CorruptLogException.class)
        .hasMessage(
            "Received data is missing: the log in "
                + log.path()
                + " ends before record 2, but batches up to record 2 are committed. Nothing was"
                + " skipped; go on as runbooks/procedures/repair-received-log.md says");
  }

  @Test
  void aFileSystemThatDoesNotKeepWhatWasFlushedIsRefused() {
    Configuration configuration = new Configuration();
    configuration.set("fs.viewfs.mounttable.default.link./x", folder.toUri().toString());

    assertThatThrownBy(
            () -> new LogFiles(new org.apache.hadoop.fs.Path("viewfs:///x"), configuration))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Received data must be kept on HDFS, whose files keep what was flushed; viewfs:/x is on"
                + " org.apache.hadoop.fs.viewfs.ViewFileSystem. Set home to a folder in HDFS");
  }

  @Test
  void aTailThatWasBeingWrittenIsDropped() throws Exception {
    log.write("a", "b");
    byte[] next = new Block(2, 0, Map.of(), List.of("c".getBytes(UTF_8))).encode();
    for (int length = 0; length < next.length; length++) {
      TestLog torn = new TestLog(folder.resolve("torn-" + length));
      torn.write("a", "b");
      Files.write(torn.segments().get(0), Arrays.copyOf(next, length), StandardOpenOption.APPEND);
      assertThat(torn.read()).as("torn at " + length).containsExactly("a", "b");
      torn.write("d");
      assertThat(torn.read()).as("torn at " + length).containsExactly("a", "b", "d");
    }
  }
}
