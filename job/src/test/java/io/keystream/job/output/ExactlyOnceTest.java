package io.keystream.job.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.FencedException;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Interruptions;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.ledger.NameNodeLikeFs;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.Sequences;
import io.keystream.job.ledger.TestHome;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ledger and publisher as the job uses them, with drivers that are killed, or fall asleep while
 * others take over, at every single operation: each record is published exactly once.
 */
class ExactlyOnceTest {
  private static final long RECORDS = 9;
  private static final long BATCH = 4;

  @TempDir private Path folder;

  @Test
  void aDriverIsKilledAtAnyMoment() throws Exception {
    boolean happened = true;
    for (int moment = 0; happened; moment++) {
      TestHome home = new TestHome(folder.resolve("killed-" + moment));
      Interruptions.Kill kill = new Interruptions.Kill("", moment);
      driveUntilEnd(home, kill);
      driveUntilEnd(home, operation -> {});
      assertExactlyOnce(home, "killed at " + moment);
      happened = kill.happened();
    }
  }

  @Test
  void theDriverAfterItIsKilledAtAnyMomentToo() throws Exception {
    for (int first = 5; first < 80; first += 13) {
      boolean happened = true;
      for (int second = 0; happened; second += 5) {
        TestHome home = new TestHome(folder.resolve("killed-" + first + "-" + second));
        Interruptions.Kill kill = new Interruptions.Kill("", second);
        driveUntilEnd(home, new Interruptions.Kill("", first));
        driveUntilEnd(home, kill);
        driveUntilEnd(home, operation -> {});
        assertExactlyOnce(home, "killed at " + first + " and " + second);
        happened = kill.happened();
      }
    }
  }

  @Test
  void aDriverFallsAsleepAtAnyMomentAndWakesWhenAnotherIsDone() throws Exception {
    boolean happened = true;
    for (int moment = 0; happened; moment++) {
      TestHome home = new TestHome(folder.resolve("asleep-" + moment));
      Interruptions.Before sleep =
          new Interruptions.Before(moment, () -> driveUntilEnd(home, operation -> {}));
      driveUntilEnd(home, sleep);
      driveUntilEnd(home, operation -> {});
      assertExactlyOnce(home, "asleep at " + moment);
      happened = sleep.happened();
    }
  }

  @Test
  void aDriverWakesInTheMiddleOfAnother() throws Exception {
    for (int asleep = 0; asleep < 90; asleep += 4) {
      for (int other = 1; other < 90; other += 11) {
        TestHome home = new TestHome(folder.resolve("middle-" + asleep + "-" + other));
        Sleeper sleeper = new Sleeper(home, asleep);
        driveUntilEnd(home, new Interruptions.Before(other, sleeper::wakeAndEnd));
        sleeper.wakeAndEnd();
        driveUntilEnd(home, operation -> {});
        assertExactlyOnce(home, "asleep at " + asleep + ", awake at " + other);
      }
    }
  }

  /** A driver in a thread of its own that sleeps before an operation until it is woken. */
  private static final class Sleeper {
    private final Semaphore awake = new Semaphore(0);
    private final CompletableFuture<Void> driver;

    /** Returns when the driver sleeps, or has come to its end before that. */
    Sleeper(TestHome home, int moment) throws IOException {
      CountDownLatch asleep = new CountDownLatch(1);
      Interruptions.Before sleep =
          new Interruptions.Before(
              moment,
              () -> {
                asleep.countDown();
                awake.acquireUninterruptibly();
              });
      driver =
          CompletableFuture.runAsync(
              () -> {
                try {
                  driveUntilEnd(home, sleep);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                } finally {
                  asleep.countDown();
                }
              });
      try {
        asleep.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    void wakeAndEnd() {
      awake.release();
      driver.join();
    }
  }

  /** A driver's whole life: take over, and process batches until nothing is left or it is ended. */
  private static void driveUntilEnd(TestHome home, NameNodeLikeFs.Before before)
      throws IOException {
    long number = 0;
    try {
      HomeFiles files = home.files(before);
      Epoch epoch = Epoch.claim(files, home.home(), "{}");
      number = epoch.number();
      Ledger ledger = Ledger.open(files, home.home(), epoch);
      Publisher publisher = new Publisher(files, home.home());
      if (ledger.last().isPresent()) {
        publisher.publish(ledger.last().get());
      }
      publisher.discardStaged(epoch.number());
      while (position(ledger) < RECORDS) {
        LedgerEntry entry = stage(home, files, ledger, epoch);
        ledger.commit(entry);
        publisher.publish(entry);
      }
    } catch (Interruptions.Killed | FencedException e) {
      // Each is the end of a driver, and not of the pipeline.
    } catch (FileNotFoundException e) {
      // A newer driver dropped what this one was staging.
      if (isOpen(home, number)) {
        throw e;
      }
    }
  }

  private static boolean isOpen(TestHome home, long epoch) throws IOException {
    String name = Sequences.format(epoch);
    return home.files().exists(new org.apache.hadoop.fs.Path(home.home().epochs(), name));
  }

  private static LedgerEntry stage(TestHome home, HomeFiles files, Ledger ledger, Epoch epoch)
      throws IOException {
    long from = position(ledger);
    long until = Math.min(RECORDS, from + BATCH);
    long sequence = ledger.nextSequence();
    List<CommittedFile> staged = new ArrayList<>();
    for (long record = from; record < until; record++) {
      String name = sequence + "-" + epoch.number() + "-" + record;
      org.apache.hadoop.fs.Path folder = home.home().staging(epoch.number(), sequence);
      files.makeFolder(folder);
      files.write(new org.apache.hadoop.fs.Path(folder, name), "record " + record);
      String published = new org.apache.hadoop.fs.Path(output(home), name).toString();
      staged.add(new CommittedFile(name, published, 1, 8));
    }
    RecordCounts counts = new RecordCounts(until - from, until - from, 0, 0);
    return Entries.entry(
        sequence,
        epoch.number(),
        List.of(new OffsetSpan("access", 0, from, until)),
        List.of(OutputCommit.of("files", staged)),
        counts,
        ledger.totals().plus(counts));
  }

  private static long position(Ledger ledger) {
    return ledger.last().map(last -> last.offsets().get(0).until()).orElse(0L);
  }

  private static org.apache.hadoop.fs.Path output(TestHome home) {
    return new org.apache.hadoop.fs.Path(home.home().root().getParent(), "out-" + name(home));
  }

  private static String name(TestHome home) {
    return home.home().root().getName();
  }

  private static void assertExactlyOnce(TestHome home, String when) throws IOException {
    List<String> records = new ArrayList<>();
    try (Stream<Path> files = Files.list(home.local(output(home)))) {
      for (Path file : files.toList()) {
        records.add(Files.readString(file));
      }
    }
    assertThat(records)
        .as(when)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, RECORDS).mapToObj(record -> "record " + record).toList());
    assertThat(LedgerVerification.of(home.files(), home.home()).problems()).as(when).isEmpty();
    try (Stream<Path> staged = Files.walk(home.local(home.home().staging()))) {
      assertThat(staged.filter(Files::isRegularFile)).as(when).isEmpty();
    }
  }
}
