package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import io.keystream.lab.crash.CrashRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Every source and output through many kills and an upgrade. */
final class RandomCrashes implements Scenario {
  private static final int KILLS = 50;

  private final long seed;

  RandomCrashes(long seed) {
    this.seed = seed;
  }

  @Override
  public String name() {
    return "crash";
  }

  @Override
  public String description() {
    return KILLS + " kills of driver, executor, broker and database, and an upgrade";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    say.accept("--seed " + seed);
    Lab lab = Lab.startWith(options, say);
    Path folder = Files.createTempDirectory(options.directory(), "crash");
    try {
      CrashRun.Verdict verdict = new CrashRun(lab, KILLS, seed, say).run(folder);
      return new Outcome(
          verdict.sent() + " events in three outputs, " + verdict.epochs() + " drivers",
          verdict.problems());
    } catch (SQLException e) {
      throw new LabException("The table could not be read", e);
    }
  }
}
