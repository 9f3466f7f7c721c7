package io.keystream.lab.drill;

import io.keystream.job.ledger.Home;
import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Damages every file of Spark's checkpoint, and kills the driver. The next attempt begins where the
 * ledger ends; a death alone is no alert.
 */
final class CheckpointDamaged extends WatchedDrill {
  private static final String SAID = "cannot be read; starting from the ledger";
  private static final String PAGE = "procedures/mend-job.md#";
  private static final Duration LOGGED = Duration.ofSeconds(20);
  private static final Duration GOAL = Duration.ofSeconds(60);

  CheckpointDamaged() {
    super(
        "checkpoint-damaged",
        "every file of the checkpoint overwritten with garbage, the driver killed, under load");
  }

  @Override
  LoadedJob prepared(LoadedJob job) {
    return job.needing(2);
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    LoadedJob job = incident.job();
    long before = job.freezeDriver();
    int damaged = damage(incident.lab(), job.pipeline());
    incident.say().accept(damaged + " files of the checkpoint are damaged");
    if (damaged == 0) {
      job.problem("there was no checkpoint to damage");
    }
    Instant killed = Instant.now();
    job.containers().driver().forEach(job.containers()::kill);
    incident.firstCommit(before, killed, GOAL, "after the kill");
    incident.say().accept(new DriverLog(incident.lab()).await(SAID, LOGGED));
    incident.follow(PAGE + "diagnosis");
    incident.follow(PAGE + "checkpoint-not-readable");
    incident.follow(PAGE + "verification");
  }

  /** Says how many files it has damaged. */
  private static int damage(Lab lab, Pipeline pipeline) throws IOException, InterruptedException {
    Path all = new Path(new Home(new Path(pipeline.home())).checkpoints(), "*/checkpoint-*");
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      FileStatus[] files = fs.globStatus(all);
      for (FileStatus file : files) {
        try (OutputStream out = fs.create(file.getPath(), true)) {
          out.write("garbage".getBytes(StandardCharsets.UTF_8));
        }
      }
      return files.length;
    }
  }
}
