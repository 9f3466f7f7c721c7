package io.keystream.job.cli;

import io.keystream.job.ledger.LetterSelection;
import io.keystream.job.ledger.ReplayAnswer;
import io.keystream.job.ledger.ReplayRequest;
import io.keystream.job.ledger.ReplayRequest.LetterFile;
import io.keystream.job.ledger.ReplayRequests;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.security.UserGroupInformation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks the driver to run dead letters through the pipeline again. */
@Command(
    name = "replay",
    description = {
      "Run dead letters through the pipeline again, after a fix: each of them once.",
      "The running job does it between two batches; if none runs, the next one that starts."
    })
final class DeadLettersReplayCommand extends ClusterCommand {
  /**
   * What {@code --json} prints.
   *
   * @param changed whether the job was asked for anything, or would be
   */
  record Answer(
      boolean changed, String id, long deadLetters, int files, boolean driver, ReplayAnswer done) {}

  @Mixin private LetterOptions options;

  @Option(names = "--dry-run", description = "Say how many there are, and ask for nothing.")
  private boolean dryRun;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description =
          "Wait until it is done; 0, the default: don't. Exit code 1 if it is not in time.")
  private int waitSeconds;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException, InterruptedException {
    ReplayRequest request = request(cluster);
    if (request.files().isEmpty()) {
      printer.print(new Answer(false, null, 0, 0, false, null), "No such dead letters.");
      return ExitCode.OK;
    }
    if (dryRun) {
      printer.print(answer(request, true, false, null), counted(request) + " would be replayed");
      return ExitCode.OK;
    }
    boolean driver = cluster.applications().live().isPresent();
    ReplayRequests requests = new ReplayRequests(cluster.files(), cluster.home());
    requests.submit(request);
    say(
        "Request "
            + request.id()
            + ": "
            + counted(request)
            + (driver
                ? "; the job replays them after its next batch"
                : "; no job runs: the next" + " one that starts replays them"));
    ReplayAnswer done = waitSeconds == 0 ? null : await(requests, request);
    printer.print(answer(request, true, driver, done), describe(request, done));
    return done != null && done.failure() != null ? ExitCode.FAILED : ExitCode.OK;
  }

  private static Answer answer(
      ReplayRequest request, boolean changed, boolean driver, ReplayAnswer done) {
    return new Answer(
        changed, request.id(), request.letters(), request.files().size(), driver, done);
  }

  private ReplayRequest request(Cluster cluster) throws IOException {
    PublishedLetters published = new PublishedLetters(cluster);
    LetterSelection selection = options.selection();
    List<LetterFile> files = new ArrayList<>();
    for (String name : published.newestFirst()) {
      long[] counts = new long[2];
      published.read(
          name,
          letter -> {
            counts[0]++;
            if (selection.includes(letter.reason(), letter.rule(), letter.producedAt())) {
              counts[1]++;
            }
          });
      if (counts[1] > 0) {
        files.add(0, new LetterFile(name, counts[1], counts[0]));
      }
    }
    Instant now = Instant.now();
    String user = UserGroupInformation.getCurrentUser().getShortUserName();
    return new ReplayRequest(ReplayRequests.newId(now), user, now, selection, files);
  }

  private ReplayAnswer await(ReplayRequests requests, ReplayRequest request)
      throws IOException, InterruptedException {
    Duration patience = Duration.ofSeconds(waitSeconds);
    return requests
        .await(request.id(), patience)
        .orElseThrow(() -> CommandFailure.notDone(request.id(), patience));
  }

  private static String counted(ReplayRequest request) {
    return request.letters() + " dead letters in " + request.files().size() + " files";
  }

  private static String describe(ReplayRequest request, ReplayAnswer done) {
    if (done == null) {
      return "Asked for " + request.id();
    }
    String what =
        done.records().read()
            + " replayed: "
            + done.records().written()
            + " written, "
            + done.records().filtered()
            + " filtered, "
            + done.records().deadLettered()
            + " dead letters again";
    return done.failure() == null ? what : what + "; given up: " + done.failure();
  }
}
