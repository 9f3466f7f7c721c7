package io.keystream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However the steps of processes fall, one at a time may submit. */
class SubmissionLeaseTest {
  @TempDir private Path folder;

  @Test
  void whoComesSecondIsToldWhoWasFirst() throws Exception {
    TestHome home = home("second");
    try (SubmissionLease first = take(home, "op on gw1")) {
      first.ensureFresh();
      assertThatThrownBy(() -> take(home, "op on gw2"))
          .isInstanceOf(SubmissionLease.HeldException.class)
          .hasMessageMatching(
              "Another submission is under way: by op on gw1, since \\S+Z\\."
                  + " If that process is gone, its right ends at \\S+Z");
    }
    take(home, "op on gw2").close();
  }

  @Test
  void whoIsPatientHasItsTurn() throws Exception {
    TestHome home = home("patient");
    take(home, "one").close();

    SubmissionLease.await(home.files(), home.home(), "two", Duration.ofMinutes(1)).close();

    try (SubmissionLease three = take(home, "three")) {
      three.ensureFresh();
      assertThatThrownBy(
              () -> SubmissionLease.await(home.files(), home.home(), "four", Duration.ZERO))
          .isInstanceOf(SubmissionLease.HeldException.class)
          .hasMessageContaining("by three");
    }
  }

  @Test
  void oneTakesItAtAnyMomentOfAnother() throws Exception {
    int moment = 0;
    boolean happened = true;
    while (happened) {
      TestHome home = home("one-" + moment);
      take(home, "earlier").close();
      List<SubmissionLease> taken = new ArrayList<>();
      Interruptions.Before other =
          new Interruptions.Before(moment, () -> tryToTake(home, operation -> {}, taken));
      tryToTake(home, other, taken);
      assertThat(taken).as("moment %d", moment).hasSize(1);
      happened = other.happened();
      moment++;
    }
    assertThat(moment).isGreaterThan(8);
  }

  /** The files by which the sleeper would know what it saw are gone when it wakes. */
  @Test
  void whoSleptWhileOthersHadTheirTurnsDoesNotTakeAnOldNumber() throws Exception {
    int moment = 0;
    boolean happened = true;
    while (happened) {
      TestHome home = home("slept-" + moment);
      take(home, "earlier").close();
      List<SubmissionLease> taken = new ArrayList<>();
      Interruptions.Event turns =
          () -> {
            tryToHaveATurn(home);
            tryToHaveATurn(home);
            tryToTake(home, operation -> {}, taken);
          };
      Interruptions.Before others = new Interruptions.Before(moment, turns);
      tryToTake(home, others, taken);
      happened = others.happened();
      assertThat(taken).as("moment %d", moment).hasSize(1);
      moment++;
    }
    assertThat(moment).isGreaterThan(8);
  }

  @Test
  void aProcessKilledAtAnyMomentShutsOthersOutForAWhileOnly() throws Exception {
    int moment = 0;
    boolean happened = true;
    while (happened) {
      TestHome home = home("killed-" + moment);
      take(home, "earlier").close();
      Interruptions.Kill kill = new Interruptions.Kill("", moment);
      try {
        SubmissionLease.take(home.files(kill), home.home(), "killed");
      } catch (Interruptions.Killed e) {
        // Which is what is tested.
      }
      age(home, SubmissionLease.LONGEST);
      take(home, "next").close();
      assertThat(home.files().list(home.home().control())).as("moment %d", moment).hasSize(1);
      happened = kill.happened();
      moment++;
    }
    assertThat(moment).isGreaterThan(8);
  }

  @Test
  void itIsNotTakenFromWhoMayStillBeAlive() throws Exception {
    TestHome home = home("alive");
    take(home, "slow");
    age(home, SubmissionLease.LONGEST.minusMinutes(1));

    assertThatThrownBy(() -> take(home, "hasty"))
        .isInstanceOf(SubmissionLease.HeldException.class)
        .hasMessageContaining("by slow");
  }

  @Test
  void whoGivesItBackTooLateTakesItFromNobody() throws Exception {
    TestHome home = home("late");
    SubmissionLease late = take(home, "late");
    age(home, SubmissionLease.LONGEST);
    take(home, "next");

    late.close();

    assertThatThrownBy(() -> take(home, "third"))
        .isInstanceOf(SubmissionLease.HeldException.class)
        .hasMessageContaining("by next");
  }

  @RepeatedTest(20)
  void ofManyAtOnceOneTakesIt(RepetitionInfo repetition) throws Exception {
    long seed = Long.getLong("keystream.test.seed", System.nanoTime());
    System.out.println("Randomized test: repeat with -Dkeystream.test.seed=" + seed);
    Random random = new Random(seed);
    TestHome home = home("many-" + repetition.getCurrentRepetition());
    ExecutorService processes = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<List<SubmissionLease>>> running = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Random own = new Random(random.nextLong());
      running.add(
          processes.submit(
              () -> {
                List<SubmissionLease> taken = new ArrayList<>();
                start.await();
                tryToTake(home, name -> LockSupport.parkNanos(own.nextInt(200_000)), taken);
                return taken;
              }));
    }
    start.countDown();
    List<SubmissionLease> all = new ArrayList<>();
    for (Future<List<SubmissionLease>> each : running) {
      all.addAll(each.get());
    }
    processes.shutdown();

    assertThat(all).as("seed %d", seed).hasSize(1);
  }

  private TestHome home(String name) {
    return new TestHome(folder.resolve(name));
  }

  private static SubmissionLease take(TestHome home, String who) throws IOException {
    return SubmissionLease.take(home.files(), home.home(), who);
  }

  private static void tryToTake(
      TestHome home, NameNodeLikeFs.Before before, List<SubmissionLease> taken) throws IOException {
    try {
      taken.add(SubmissionLease.take(home.files(before), home.home(), "one of many"));
    } catch (SubmissionLease.HeldException e) {
      // Another one has it.
    }
  }

  private static void tryToHaveATurn(TestHome home) throws IOException {
    List<SubmissionLease> taken = new ArrayList<>();
    tryToTake(home, operation -> {}, taken);
    for (SubmissionLease lease : taken) {
      lease.close();
    }
  }

  private static void age(TestHome home, Duration age) throws IOException {
    long then = System.currentTimeMillis() - age.toMillis() - 1_000;
    try (Stream<Path> files = Files.list(home.local(home.home().control()))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(then));
      }
    }
  }
}
