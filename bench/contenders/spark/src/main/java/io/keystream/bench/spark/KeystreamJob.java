package io.keystream.bench.spark;

import io.keystream.bench.drain.Drain;
import io.keystream.bench.drain.Marks;
import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.StreamingJob;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The job itself, by its own main class, on the local file system. It is stopped as an operator
 * would: by the marker, once the ledger holds every record and every file is published.
 */
public final class KeystreamJob {
  private static final long POLL_MILLIS = 50;

  private final Drain drain;
  private final Home home;
  private final HomeFiles files;
  private int entries;
  private boolean read;

  private KeystreamJob(Drain drain) throws IOException {
    this.drain = drain;
    this.home = BenchPipeline.home(drain);
    this.files = new HomeFiles(home, new Configuration());
  }

  public static void main(String[] arguments) {
    Drain.main(arguments, drain -> new KeystreamJob(drain).run());
  }

  private long run() throws IOException, InterruptedException {
    LocalSpark.configure(drain);
    Thread watch = new Thread(this::stopWhenDone, "stop-when-done");
    watch.setDaemon(true);
    watch.start();
    StreamingJob.main(new String[] {BenchPipeline.write(drain).toString()});
    return Ledger.peek(files, home).orElseThrow().totals().read();
  }

  private void stopWhenDone() {
    try {
      while (!allPublished()) {
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

  /** Looks into the ledger only when there is another entry, since this process is measured. */
  private boolean allPublished() throws IOException {
    String[] found = drain.folder().resolve("home/ledger").toFile().list();
    if (found == null || (found.length == entries && !read)) {
      return false;
    }
    entries = found.length;
    Optional<LedgerEntry> last = Ledger.peek(files, home);
    read = last.isPresent() && last.get().totals().read() >= drain.records();
    return read && isPublished(last.get());
  }

  private boolean isPublished(LedgerEntry entry) throws IOException {
    List<CommittedFile> committed =
        entry.outputs().stream().flatMap(output -> output.files().stream()).toList();
    for (CommittedFile file : committed) {
      if (!files.exists(new Path(file.path()))) {
        return false;
      }
    }
    return true;
  }
}
