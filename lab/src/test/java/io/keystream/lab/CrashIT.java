package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.crash.CrashRun;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Every source and output through a few kills of each kind; {@code kit drill crash} has many. */
@ExtendWith(LabExtension.class)
@Isolated("kills the broker and the database")
class CrashIT {
  private static final int KILLS = 3;

  @Test
  void everyOutputHasEveryEventOnceWhateverIsKilled(Lab lab, @TempDir Path folder)
      throws IOException, InterruptedException, SQLException {
    long seed = Long.getLong("keystream.test.seed", ThreadLocalRandom.current().nextLong());
    System.out.println("CrashIT: -Dkeystream.test.seed=" + seed);

    CrashRun.Verdict verdict =
        new CrashRun(lab, KILLS, seed, line -> System.out.println("CrashIT: " + line)).run(folder);

    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.sent()).isPositive();
  }
}
