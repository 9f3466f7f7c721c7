package io.keystream.lab.gateway;

import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import io.keystream.lab.client.HadoopSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Reads the ledger of a running job as the job's user. Lighter than {@code keystream status}, which
 * starts a JVM and logs in each time.
 */
public final class CommitWatch {
  private final HomeFiles files;
  private final Home home;
  private final UserGroupInformation user;

  private CommitWatch(HomeFiles files, Home home, UserGroupInformation user) {
    this.files = files;
    this.home = home;
    this.user = user;
  }

  /** Watches the ledger of a pipeline. */
  public static CommitWatch of(Lab lab, Pipeline pipeline)
      throws IOException, InterruptedException {
    Home home = new Home(new Path(pipeline.home()));
    HadoopSession session = lab.hadoop(LabUser.KEYSTREAM);
    // The files keep the login they are made with.
    return session.run(
        () ->
            new CommitWatch(
                new HomeFiles(home, session.configuration()),
                home,
                UserGroupInformation.getCurrentUser()));
  }

  /** Tickets of a drill may end long before the drill does. */
  private HomeFiles files() {
    try {
      user.checkTGTAndReloginFromKeytab();
    } catch (IOException e) {
      // The ticket before does; if it has ended, the next call says so.
    }
    return files;
  }

  /** The newest commit. */
  public Optional<LedgerEntry> last() throws IOException {
    return Ledger.peek(files(), home);
  }

  /**
   * How far a topic is committed: the sum of its partitions' next offsets.
   *
   * @param topic as the ledger calls it, with the source's name where there are several
   */
  public long position(String topic) throws IOException {
    return last().stream()
        .flatMap(entry -> entry.offsets().stream())
        .filter(span -> span.topic().equals(topic))
        .mapToLong(OffsetSpan::until)
        .sum();
  }

  /** Every commit, oldest first. */
  public List<LedgerEntry> all() throws IOException {
    return Ledger.recent(files(), home, Integer.MAX_VALUE);
  }

  /** Whether readers see all that an entry has committed. */
  public boolean isPublished(LedgerEntry entry) throws IOException {
    for (OutputCommit output : entry.outputs()) {
      for (CommittedFile file : output.files()) {
        if (!files().exists(new Path(file.path()))) {
          return false;
        }
      }
    }
    return true;
  }
}
