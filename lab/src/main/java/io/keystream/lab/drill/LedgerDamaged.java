package io.keystream.lab.drill;

import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.Sequences;
import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Damages the newest entry of the ledger, of which there is a copy, and kills the driver. */
final class LedgerDamaged extends WatchedDrill {
  private static final String ALERT = "JobGivenUp";
  private static final String COPY = "/user/keystream/copy";
  private static final Duration GOAL = Duration.ofSeconds(90);

  LedgerDamaged() {
    super(
        "ledger-damaged",
        "the newest entry of the ledger overwritten, the driver killed; restored from a copy");
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    LoadedJob job = incident.job();
    long newest = job.freezeDriver();
    overwrite(incident.lab(), job.pipeline(), newest);
    incident.say().accept("entry %d is damaged".formatted(newest));
    job.containers().driver().forEach(job.containers()::kill);
    incident.alert(ALERT);
    incident.follow("procedures/recover-ledger.md#diagnosis");
    incident.mendedBy(
        GOAL,
        Map.of("copy", COPY, "sequence", Sequences.format(newest)),
        "procedures/recover-ledger.md#restore-the-entry",
        "procedures/recover-ledger.md#verification");
    incident.ends(ALERT);
  }

  private static void overwrite(Lab lab, Pipeline pipeline, long sequence)
      throws IOException, InterruptedException {
    Path ledger = new Home(new Path(pipeline.home())).ledger();
    Path entry = new Path(ledger, Sequences.format(sequence));
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      byte[] text;
      try (var in = fs.open(entry)) {
        text = in.readAllBytes();
      }
      write(fs, new Path(COPY, "ledger/" + entry.getName()), text);
      write(fs, entry, "{}".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void write(FileSystem fs, Path file, byte[] text) throws IOException {
    try (OutputStream out = fs.create(file, true)) {
      out.write(text);
    }
  }
}
