package io.keystream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that start at the same time: however their steps fall, exactly one can commit. */
class EpochRaceTest {
  @TempDir private Path folder;

  @Test
  void oneDriverStartsAtAnyMomentOfAnother() throws Exception {
    int moment = 0;
    boolean happened = true;
    while (happened) {
      TestHome home = new TestHome(folder.resolve("one-" + moment));
      List<Epoch> claimed = new ArrayList<>();
      Interruptions.Before other =
          new Interruptions.Before(moment, () -> claimed.add(home.claim()));
      claim(home, other, claimed);
      assertOnlyOneCommits(home, claimed, "moment " + moment);
      happened = other.happened();
      moment++;
    }
    assertThat(moment).isGreaterThan(10);
  }

  @Test
  void twoDriversStartAtAnyTwoMomentsOfAnother() throws Exception {
    for (int first = 0; first < 14; first++) {
      for (int second = first + 1; second < 16; second++) {
        TestHome home = new TestHome(folder.resolve("two-" + first + "-" + second));
        home.claim();
        List<Epoch> claimed = new ArrayList<>();
        Interruptions.Before one = new Interruptions.Before(first, () -> claimed.add(home.claim()));
        Interruptions.Before two = new Interruptions.Before(second, () -> claim(home, claimed));
        NameNodeLikeFs.Before both =
            operation -> {
              one.operation(operation);
              two.operation(operation);
            };
        claim(home, both, claimed);
        assertOnlyOneCommits(home, claimed, "moments " + first + " and " + second);
      }
    }
  }

  @Test
  void aDriverKilledAtAnyMomentDoesNotKeepTheNextFromCommitting() throws Exception {
    int moment = 0;
    boolean happened = true;
    while (happened) {
      TestHome home = new TestHome(folder.resolve("killed-" + moment));
      List<Epoch> claimed = new ArrayList<>();
      Interruptions.Kill kill = new Interruptions.Kill("", moment);
      claim(home, claimed);
      try {
        Epoch.claim(home.files(kill), home.home(), "{}");
      } catch (Interruptions.Killed e) {
        // Which is what is tested.
      }
      claim(home, claimed);
      assertOnlyOneCommits(home, claimed, "moment " + moment);
      happened = kill.happened();
      moment++;
    }
  }

  /** The heart of exactly once: what a driver reads after its claim is all there will ever be. */
  @Test
  void aCommitThatANewerDriverDidNotSeeNeverHappens() throws Exception {
    int moment = 0;
    boolean happened = true;
    while (happened) {
      TestHome home = new TestHome(folder.resolve("commit-" + moment));
      List<Ledger> newer = new ArrayList<>();
      Interruptions.Event takeOver = () -> newer.add(home.open());
      Switchable old = new Switchable();
      HomeFiles files = home.files(old);
      Epoch epoch = Epoch.claim(files, home.home(), "{}");
      Ledger ledger = Ledger.open(files, home.home(), epoch);
      Interruptions.Before interruption = new Interruptions.Before(moment, takeOver);
      old.now = interruption;
      boolean committed = true;
      try {
        ledger.commit(Entries.next(ledger, epoch, 3));
      } catch (FencedException e) {
        committed = false;
      }
      happened = interruption.happened();
      if (happened) {
        assertThat(newer.get(0).last().isPresent()).as("moment %d", moment).isEqualTo(committed);
      }
      assertThat(Ledger.sequences(home.files(), home.home())).hasSize(committed ? 1 : 0);
      moment++;
    }
    assertThat(moment).isGreaterThan(2);
  }

  @RepeatedTest(20)
  void manyDriversStartAtOnce(RepetitionInfo repetition) throws Exception {
    long seed = Long.getLong("keystream.test.seed", System.nanoTime());
    System.out.println("Randomized test: repeat with -Dkeystream.test.seed=" + seed);
    Random random = new Random(seed);
    TestHome home = new TestHome(folder.resolve("many-" + repetition.getCurrentRepetition()));
    ExecutorService drivers = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<List<Epoch>>> running = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Random own = new Random(random.nextLong());
      running.add(drivers.submit(() -> claimDawdling(home, own, start)));
    }
    start.countDown();
    List<Epoch> claimed = new ArrayList<>();
    for (Future<List<Epoch>> driver : running) {
      claimed.addAll(driver.get());
    }
    drivers.shutdown();

    Epoch winner = assertOnlyOneCommits(home, claimed, "seed " + seed);
    assertThat(claimed).allMatch(epoch -> epoch.number() <= winner.number());
  }

  private static List<Epoch> claimDawdling(TestHome home, Random random, CountDownLatch start)
      throws Exception {
    List<Epoch> claimed = new ArrayList<>();
    start.await();
    claim(home, operation -> LockSupport.parkNanos(random.nextInt(200_000)), claimed);
    return claimed;
  }

  private static void claim(TestHome home, List<Epoch> claimed) throws IOException {
    claim(home, operation -> {}, claimed);
  }

  private static void claim(TestHome home, NameNodeLikeFs.Before before, List<Epoch> claimed)
      throws IOException {
    Switchable duringTheClaim = new Switchable();
    duringTheClaim.now = before;
    try {
      claimed.add(Epoch.claim(home.files(duringTheClaim), home.home(), "{}"));
    } catch (FencedException e) {
      // Refused at once, which is as good as fenced later.
    }
    duringTheClaim.now = operation -> {};
  }

  private static Epoch assertOnlyOneCommits(TestHome home, List<Epoch> claimed, String when)
      throws IOException {
    List<Epoch> able = new ArrayList<>();
    for (int i = 0; i < claimed.size(); i++) {
      try {
        claimed.get(i).commit(new org.apache.hadoop.fs.Path(home.home().ledger(), "e" + i), "x");
        able.add(claimed.get(i));
      } catch (FencedException e) {
        // As it should be for all but one.
      }
    }
    assertThat(able).as("able to commit, %s", when).hasSize(1);
    assertThat(home.files().list(home.home().ledger()))
        .as("entries, %s", when)
        .extracting(FileStatus::isFile)
        .containsExactly(true);
    return able.get(0);
  }

  /** Lets a test step in for a while. */
  private static final class Switchable implements NameNodeLikeFs.Before {
    private NameNodeLikeFs.Before now = operation -> {};

    @Override
    public void operation(String name) throws IOException {
      now.operation(name);
    }
  }
}
