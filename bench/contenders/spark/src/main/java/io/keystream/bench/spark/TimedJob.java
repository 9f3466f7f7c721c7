package io.keystream.bench.spark;

import io.keystream.bench.drain.Drain;
import io.keystream.bench.drain.Marks;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.StreamingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;

/**
 * The job itself on a topic that grows meanwhile. It says in a file how long each batch took, and
 * ends when a file {@value Drain#STOP} stands in its folder.
 */
public final class TimedJob {
  private static final long POLL_MILLIS = 100;

  private final Drain drain;
  private final Home home;
  private final HomeFiles files;

  private TimedJob(Drain drain) throws IOException {
    this.drain = drain;
    this.home = BenchPipeline.home(drain);
    this.files = new HomeFiles(home, new Configuration());
  }

  public static void main(String[] arguments) {
    Drain.main(arguments, drain -> new TimedJob(drain).run());
  }

  private long run() throws IOException, InterruptedException {
    LocalSpark.configure(drain);
    System.setProperty(
        "spark.extraListeners", FirstTask.class.getName() + "," + BatchTimes.class.getName());
    Files.createDirectories(drain.folder().resolve("rows"));
    Thread watch = new Thread(this::stopWhenAsked, "stop-when-asked");
    watch.setDaemon(true);
    watch.start();
    StreamingJob.main(new String[] {BenchPipeline.write(drain).toString()});
    BatchTimes.write(drain.folder().resolve(Drain.BATCHES));
    return Ledger.peek(files, home).orElseThrow().totals().read();
  }

  private void stopWhenAsked() {
    Path stop = drain.folder().resolve(Drain.STOP);
    try {
      while (!Files.exists(stop)) {
        Thread.sleep(POLL_MILLIS);
      }
      Marks.end();
      new Control(files, home).requestStop(new Control.StopRequest("bench", Instant.now()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      // Nobody would stop the job.
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
