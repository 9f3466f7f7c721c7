package io.keystream.lab.drill;

import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.Sequences;
import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Damages the newest entry of the ledger, of which there is a copy, and kills the driver. */
final class LedgerDamaged implements Scenario {
  private static final Duration GOAL = Duration.ofSeconds(90);

  @Override
  public String name() {
    return "ledger-damaged";
  }

  @Override
  public String description() {
    return "the newest entry of the ledger overwritten, the driver killed; restored from a copy";
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s"))
        .watched(say)
        .run(job -> damage(lab, job, say));
  }

  private static void damage(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    job.awaitCommitAfter(job.committed() + 2);
    OnCall onCall = job.onCall();
    onCall.awaitMetrics();
    onCall.faultBegins();
    long newest = job.freezeDriver();
    String copy = "/user/keystream/copy";
    overwrite(lab, job.pipeline(), newest, new Path(copy));
    say.accept("entry %d is damaged".formatted(newest));
    job.containers().driver().forEach(job.containers()::kill);
    onCall.awaitAlert("JobGivenUp");
    onCall.follow("alerts/JobGivenUp.md#diagnosis");
    onCall.follow("procedures/recover-ledger.md#diagnosis");

    Instant begin = Instant.now();
    onCall.follow(
        "procedures/recover-ledger.md#restore-the-entry",
        Map.of("copy", copy, "sequence", Sequences.format(newest)));
    onCall.follow("procedures/recover-ledger.md#verification");
    Duration pause = job.firstCommit(newest, begin, GOAL);
    say.accept(
        "first commit within %s of the first command that mends it"
            .formatted(Figures.seconds(pause)));
    job.findApplication();
    onCall.follow("alerts/JobGivenUp.md#verification");
    onCall.awaitQuiet("JobGivenUp");
  }

  private static void overwrite(Lab lab, Pipeline pipeline, long sequence, Path copy)
      throws IOException, InterruptedException {
    Path ledger = new Home(new Path(pipeline.home())).ledger();
    Path entry = new Path(ledger, Sequences.format(sequence));
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      byte[] text;
      try (var in = fs.open(entry)) {
        text = in.readAllBytes();
      }
      write(fs, new Path(copy, "ledger/" + entry.getName()), text);
      write(fs, entry, "{}".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void write(FileSystem fs, Path file, byte[] text) throws IOException {
    try (OutputStream out = fs.create(file, true)) {
      out.write(text);
    }
  }
}
