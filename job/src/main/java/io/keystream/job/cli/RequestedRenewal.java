package io.keystream.job.cli;

import io.keystream.job.ledger.Requests;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.lifecycle.RecordedCredentials;
import io.keystream.security.token.Credential;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.security.UserGroupInformation;

/** Has the running driver renew its tokens. */
final class RequestedRenewal {
  private static final long POLL_MILLIS = 500;

  private final Cluster cluster;

  /** What tells a token from the one before. */
  private record Token(String kind, String service, String id) {}

  RequestedRenewal(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Asks, and waits for the answer.
   *
   * @return the tokens that are new
   */
  List<String> await(Duration patience, Consumer<String> say)
      throws IOException, InterruptedException {
    Optional<RecordedCredentials> record = cluster.control().credentials();
    String application = runningApplication();
    Set<Token> before = tokens(recordOf(application, record));
    String id = Requests.newId(Instant.now());
    String user = UserGroupInformation.getCurrentUser().getShortUserName();
    cluster.control().requestRenewal(new Control.RenewalRequest(id, user, Instant.now()));
    say.accept("Asked " + application + " to renew its tokens");
    RecordedCredentials after = awaitAnswer(application, id, patience);
    if (after.renewal().failure() != null) {
      throw new CommandFailure(
          ExitCode.FAILED, "The driver has no new tokens: " + after.renewal().failure());
    }
    return fresh(before, tokens(after));
  }

  private String runningApplication() throws IOException {
    return cluster
        .applications()
        .live()
        .map(running -> running.getApplicationId().toString())
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAILED,
                    "Nothing runs whose tokens could be renewed: submit it first"));
  }

  private RecordedCredentials recordOf(String application, Optional<RecordedCredentials> newest) {
    return newest
        .filter(found -> found.applicationId().equals(application))
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAILED,
                    application
                        + " has not recorded in "
                        + cluster.home().control()
                        + "/credentials.json what it logs in with: it is about to start, or has no"
                        + " keytab of its own"));
  }

  private RecordedCredentials awaitAnswer(String application, String id, Duration patience)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (Instant.now().isBefore(deadline)) {
      Optional<RecordedCredentials> found =
          cluster
              .control()
              .credentials()
              .filter(record -> record.applicationId().equals(application))
              .filter(record -> record.renewal() != null)
              .filter(record -> record.renewal().request().equals(id));
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new CommandFailure(
        ExitCode.FAILED,
        application
            + " has not renewed its tokens within "
            + patience.toSeconds()
            + " s; the request stays, and the driver's log says why");
  }

  /** A service that gave none keeps the old one, which must not pass for a success. */
  private static List<String> fresh(Set<Token> before, Set<Token> after) {
    List<String> kept =
        after.stream().filter(before::contains).map(RequestedRenewal::text).sorted().toList();
    if (!kept.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "The driver has no new " + String.join(", ", kept) + "; its log says why");
    }
    return after.stream().map(RequestedRenewal::text).sorted().toList();
  }

  private static String text(Token token) {
    return token.kind() + " for " + token.service() + ", " + token.id();
  }

  private static Set<Token> tokens(RecordedCredentials record) {
    return record.held().stream()
        .filter(each -> each.kind().endsWith("_DELEGATION_TOKEN"))
        .map((Credential each) -> new Token(each.kind(), each.service(), each.id()))
        .collect(Collectors.toSet());
  }
}
