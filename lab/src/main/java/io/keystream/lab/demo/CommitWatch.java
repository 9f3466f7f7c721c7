package io.keystream.lab.demo;

import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import io.keystream.lab.client.HadoopSession;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Reads the ledger of a running job as the job's user. Lighter than {@code keystream status}, which
 * starts a JVM and logs in each time.
 */
final class CommitWatch {
  private final HomeFiles files;
  private final Home home;

  private CommitWatch(HomeFiles files, Home home) {
    this.files = files;
    this.home = home;
  }

  static CommitWatch of(Lab lab, Pipeline pipeline) throws IOException, InterruptedException {
    Home home = new Home(new Path(pipeline.home()));
    HadoopSession session = lab.hadoop(LabUser.KEYSTREAM);
    // Keeps the login it is made with.
    HomeFiles files = session.run(() -> new HomeFiles(home, session.configuration()));
    return new CommitWatch(files, home);
  }

  /** The newest commit. */
  Optional<LedgerEntry> last() throws IOException {
    return Ledger.peek(files, home);
  }

  /** Every commit, oldest first. */
  List<LedgerEntry> all() throws IOException {
    return Ledger.recent(files, home, Integer.MAX_VALUE);
  }

  /** Whether readers see all that an entry has committed. */
  boolean isPublished(LedgerEntry entry) throws IOException {
    for (OutputCommit output : entry.outputs()) {
      for (CommittedFile file : output.files()) {
        if (!files.exists(new Path(file.path()))) {
          return false;
        }
      }
    }
    return true;
  }
}
