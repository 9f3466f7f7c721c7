package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.shipped.Mailbox;
import io.keystream.job.shipped.Replacement;
import io.keystream.job.shipped.Replacement.NewFile;
import io.keystream.job.shipped.ShippedCopies;
import io.keystream.job.shipped.ShippedCopy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/** What becomes of new files in the application that runs. */
final class FileReplacement {
  private static final long POLL_MILLIS = 500;

  /**
   * A file of the job.
   *
   * @param before what the driver has, or had; null if it does not say
   * @param sha256 digest of the new file
   * @param about what can be told of the new file
   */
  record Change(String name, boolean changed, ShippedCopy before, String sha256, String about) {}

  /**
   * What {@code --json} prints.
   *
   * @param changed whether the job uses another file than before, or would
   * @param restart whether the job runs, but has to be restarted to use the files
   */
  record Answer(
      boolean changed, boolean restart, String applicationId, String attempt, List<Change> files) {

    String describe(boolean dryRun) {
      if (applicationId == null) {
        return "Nothing runs: what is submitted next uses the files of the gateway.";
      }
      if (restart) {
        return applicationId + " cannot take files up: it has to be restarted to use others.";
      }
      StringBuilder text = new StringBuilder();
      for (Change file : files) {
        text.append(file.name())
            .append(
                file.changed() ? (dryRun ? ": would change from " : ": changed from ") : ": is ")
            .append(file.before().about())
            .append(file.changed() ? " to " + file.about() : " already")
            .append('\n');
      }
      return text.toString().stripTrailing();
    }
  }

  private final Cluster cluster;
  private final NewFiles files;
  private final Duration patience;

  FileReplacement(Cluster cluster, NewFiles files, Duration patience) {
    this.cluster = cluster;
    this.files = files;
    this.patience = patience;
  }

  /** What {@link #run} would do. */
  Answer rehearse() throws IOException {
    Optional<ApplicationReport> live = cluster.applications().live();
    return live.isEmpty() ? nothingRuns() : compare(live.get());
  }

  /** Has the driver take up the files that it does not have. */
  Answer run() throws IOException, InterruptedException {
    Answer planned = rehearse();
    if (!planned.changed()) {
      return planned;
    }
    Mailbox mailbox = mailbox();
    long generation = nextGeneration(mailbox);
    String user = UserGroupInformation.getCurrentUser().getShortUserName();
    mailbox.request(
        new Replacement(generation, user, Instant.now(), files.list()), files.contents());
    ShippedCopies said = await(mailbox, generation);
    if (said.refusal() != null) {
      throw new CommandFailure(
          ExitCode.FAILED,
          planned.applicationId() + " goes on with the files it has: " + said.refusal());
    }
    return planned;
  }

  private Answer compare(ApplicationReport application) throws IOException {
    String id = application.getApplicationId().toString();
    Optional<ShippedCopies> copies =
        mailbox().copies().filter(said -> said.applicationId().equals(id));
    if (copies.isEmpty()) {
      return silent(id);
    }
    List<Change> changes = files.list().stream().map(file -> change(file, copies.get())).toList();
    boolean changed = changes.stream().anyMatch(Change::changed);
    return new Answer(changed, false, id, copies.get().attempt(), changes);
  }

  private Change change(NewFile file, ShippedCopies copies) {
    ShippedCopy before =
        copies
            .named(file.name())
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.FAILED,
                        copies.applicationId()
                            + " was submitted without "
                            + file.name()
                            + ": deploy the release first"));
    return new Change(
        file.name(),
        !before.sha256().equals(file.sha256()),
        before,
        file.sha256(),
        files.about(file.name()));
  }

  /** A driver says which files it has before its first batch, unless it is of an older release. */
  private Answer silent(String applicationId) throws IOException {
    boolean runs =
        cluster
            .control()
            .running()
            .filter(running -> running.applicationId().equals(applicationId))
            .isPresent();
    if (!runs) {
      throw new CommandFailure(
          ExitCode.FAILED, applicationId + " has not finished a batch yet: try again when it has");
    }
    return new Answer(false, true, applicationId, null, unknown());
  }

  private Answer nothingRuns() {
    return new Answer(false, false, null, null, unknown());
  }

  private List<Change> unknown() {
    return files.list().stream()
        .map(file -> new Change(file.name(), false, null, file.sha256(), files.about(file.name())))
        .toList();
  }

  private static long nextGeneration(Mailbox mailbox) throws IOException {
    long answered = mailbox.copies().map(ShippedCopies::generation).orElse(0L);
    long wanted = mailbox.wantedNow().map(Replacement::generation).orElse(0L);
    return Math.max(answered, wanted) + 1;
  }

  private ShippedCopies await(Mailbox mailbox, long generation)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (true) {
      Optional<ShippedCopies> said =
          mailbox.copies().filter(copies -> copies.generation() >= generation);
      if (said.isPresent()) {
        return said.get();
      }
      if (Instant.now().isAfter(deadline)) {
        mailbox.withdraw();
        throw new CommandFailure(
            ExitCode.FAILED,
            "The driver has not answered within "
                + patience.toSeconds()
                + " s; the request is taken back. Look whether it runs: keystream status");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private Mailbox mailbox() {
    return new Mailbox(cluster.files(), cluster.home());
  }
}
