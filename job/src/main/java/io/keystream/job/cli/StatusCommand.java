package io.keystream.job.cli;

import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import picocli.CommandLine.Command;

/** Tells how the job is. */
@Command(name = "status", description = "Tell the state of the job and its last commit.")
final class StatusCommand extends ClusterCommand {

  /** The newest entry of the ledger. */
  record LastCommit(long sequence, Instant batchTime, Instant committedAt, long ageSeconds) {}

  /** What {@code --json} prints. */
  record Answer(
      String name,
      String state,
      String applicationId,
      String release,
      int attempt,
      String trackingUrl,
      LastCommit lastCommit,
      RecordCounts records,
      String output,
      List<ListeningReceiver> receivers,
      NextEnd credentials,
      Control.LastFailure lastFailure) {}

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException {
    Answer answer = look(cluster);
    printer.print(answer, describe(answer));
    return ExitCode.OK;
  }

  /** What there is to tell now. */
  static Answer look(Cluster cluster) throws IOException {
    Optional<ApplicationReport> application = cluster.applications().newest();
    Optional<LedgerEntry> last = Ledger.peek(cluster.files(), cluster.home());
    return new Answer(
        cluster.release().pipeline().name(),
        state(cluster, application),
        application.map(report -> report.getApplicationId().toString()).orElse(null),
        release(cluster, application),
        application.map(report -> report.getCurrentApplicationAttemptId().getAttemptId()).orElse(0),
        application.map(ApplicationReport::getTrackingUrl).orElse(null),
        last.map(StatusCommand::lastCommit).orElse(null),
        last.map(LedgerEntry::totals).orElse(RecordCounts.NONE),
        cluster.release().pipeline().targets(),
        receivers(cluster, application),
        credentials(cluster, application),
        cluster.control().lastFailure().orElse(null));
  }

  /** What they wrote down stays when they end. */
  private static List<ListeningReceiver> receivers(
      Cluster cluster, Optional<ApplicationReport> application) throws IOException {
    return application.filter(YarnApplications::isLive).isPresent()
        ? ListeningReceiver.of(cluster.release().pipeline(), cluster.files())
        : List.of();
  }

  /** Null for a job that does not run, or has written nothing down yet. */
  private static NextEnd credentials(Cluster cluster, Optional<ApplicationReport> application)
      throws IOException {
    Optional<String> live =
        application
            .filter(YarnApplications::isLive)
            .map(report -> report.getApplicationId().toString());
    return cluster
        .control()
        .credentials()
        .filter(recorded -> live.filter(recorded.applicationId()::equals).isPresent())
        .map(recorded -> NextEnd.of(recorded, Instant.now()))
        .orElse(null);
  }

  private static String state(Cluster cluster, Optional<ApplicationReport> application)
      throws IOException {
    if (application.isEmpty()) {
      return "ABSENT";
    }
    if (YarnApplications.isLive(application.get())) {
      boolean running = application.get().getYarnApplicationState() == YarnApplicationState.RUNNING;
      return running ? "RUNNING" : "ACCEPTED";
    }
    boolean stopped = cluster.control().stopped().isPresent() || cluster.control().stopRequested();
    return stopped ? "STOPPED" : "FAILED";
  }

  /** Not known of an application that was not submitted by this command line. */
  private static String release(Cluster cluster, Optional<ApplicationReport> application)
      throws IOException {
    String id = application.map(report -> report.getApplicationId().toString()).orElse("");
    return cluster
        .control()
        .submitted()
        .filter(submitted -> submitted.applicationId().equals(id))
        .map(Control.Submitted::release)
        .orElse(null);
  }

  private static LastCommit lastCommit(LedgerEntry entry) {
    long age = Duration.between(entry.committedAt(), Instant.now()).toSeconds();
    return new LastCommit(entry.sequence(), entry.batchTime(), entry.committedAt(), age);
  }

  private static String describe(Answer answer) {
    StringBuilder text = new StringBuilder();
    line(text, "pipeline", answer.name());
    line(text, "state", answer.state());
    line(text, "application", answer.applicationId() + ", attempt " + answer.attempt());
    line(text, "release", answer.release());
    line(text, "URL", answer.trackingUrl());
    LastCommit commit = answer.lastCommit();
    line(
        text,
        "last commit",
        commit == null
            ? "none"
            : "entry " + commit.sequence() + ", " + commit.ageSeconds() + " s ago");
    RecordCounts records = answer.records();
    line(
        text,
        "records",
        records.read()
            + " read = "
            + records.written()
            + " written + "
            + records.filtered()
            + " filtered + "
            + records.deadLettered()
            + " dead-lettered");
    line(text, "output", answer.output());
    answer.receivers().forEach(receiver -> line(text, "receiver", receiver.toString()));
    if (answer.credentials() != null) {
      line(text, "credentials", answer.credentials().forPeople(Instant.now()));
    }
    if (answer.lastFailure() != null) {
      line(text, "last failure", answer.lastFailure().message());
    }
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(String.format(java.util.Locale.ROOT, "%-13s%s%n", label, value));
  }
}
