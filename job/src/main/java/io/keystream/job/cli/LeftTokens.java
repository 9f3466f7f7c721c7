package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.lifecycle.RecordedCredentials;
import io.keystream.security.token.HeldToken;
import io.keystream.security.token.OwnToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.security.token.SecretManager.InvalidToken;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/** The tokens that drivers of a stopped job were given, as they wrote down; nobody else's. */
final class LeftTokens {

  /**
   * What {@code --json} prints.
   *
   * @param cancelled each that was still valid
   * @param ended how many had ended by themselves
   * @param failed those that may be valid still, and why
   */
  record Answer(boolean changed, List<String> cancelled, int ended, List<String> failed) {
    String forPeople() {
      List<String> lines = new ArrayList<>();
      cancelled.forEach(token -> lines.add("Cancelled " + token));
      failed.forEach(token -> lines.add("Not cancelled: " + token));
      if (cancelled.isEmpty() && failed.isEmpty()) {
        lines.add("The job left no token behind.");
      }
      if (ended > 0) {
        lines.add(ended + " had ended before.");
      }
      return String.join(System.lineSeparator(), lines);
    }
  }

  private final Cluster cluster;
  private final List<String> cancelled = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private final List<OwnToken> left = new ArrayList<>();
  private int ended;

  LeftTokens(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Cancels them all. */
  Answer cancel() throws IOException, InterruptedException {
    // Read first, so that whoever may not is told so, and not what runs.
    Optional<RecordedCredentials> record = cluster.control().credentials();
    refuseWhileItRuns();
    if (record.isPresent()) {
      try (BrokerTokens brokers = BrokerTokens.ask(cluster.release())) {
        for (OwnToken token : record.get().own()) {
          cancel(token, brokers);
        }
      }
      cluster.control().recordCredentials(record.get().withOwn(left));
    }
    return new Answer(!cancelled.isEmpty(), cancelled, ended, failed);
  }

  private void refuseWhileItRuns() throws IOException {
    Optional<ApplicationReport> live = cluster.applications().live();
    if (live.isPresent()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          live.get().getApplicationId()
              + " runs and needs its tokens: keystream stop before keystream tokens --cancel");
    }
  }

  private void cancel(OwnToken token, BrokerTokens brokers) throws InterruptedException {
    try {
      boolean valid =
          token.kind().equals(HeldToken.KAFKA) ? expire(token, brokers) : cancelInHdfs(token);
      if (valid) {
        cancelled.add(token.toString());
      } else {
        ended++;
      }
    } catch (IOException | ExecutionException e) {
      failed.add(token + ": " + e.getMessage());
      left.add(token);
    }
  }

  private static boolean expire(OwnToken token, BrokerTokens brokers)
      throws IOException, ExecutionException, InterruptedException {
    if (brokers.find(token.id()).isPresent()) {
      brokers.expire(token.id());
      return true;
    }
    if (!brokers.failures().isEmpty()) {
      throw new IOException("no answer of " + String.join(", ", brokers.failures()));
    }
    return false;
  }

  private boolean cancelInHdfs(OwnToken token) throws IOException, InterruptedException {
    try {
      token.named().cancel(cluster.configuration());
      return true;
    } catch (InvalidToken e) {
      return false;
    }
  }
}
