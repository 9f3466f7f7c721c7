package io.keystream.job.cli;

import io.keystream.job.config.ReplayPipeline;
import io.keystream.job.config.ReplayPipeline.Range;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;

/**
 * Reads a range again into a folder: a run of the same release as an application of its own, with a
 * ledger in that folder and an end. So it is exactly once as every run is, and goes on where it was
 * when it is asked for again.
 *
 * @param original the cluster as the release's own pipeline sees it
 * @param target the pipeline of the run
 * @param overrides Spark settings that win over those of the release
 * @param say tells people how it goes
 */
record SeparateReplay(
    Cluster original, ReplayPipeline target, Map<String, String> overrides, Consumer<String> say) {

  /** What the folder is the target of; the same range is not asked for in other words. */
  record Asked(String pipeline, String from, String to, List<OffsetSpan> offsets) {
    public Asked {
      offsets = List.copyOf(offsets);
    }

    private boolean isSame(String otherPipeline, String otherFrom, String otherTo) {
      return pipeline.equals(otherPipeline) && from.equals(otherFrom) && to.equals(otherTo);
    }
  }

  /**
   * How the run is.
   *
   * @param last the newest entry of its ledger, or null
   */
  record State(boolean changed, String applicationId, boolean finished, LedgerEntry last) {
    /** Of one that is not asked for. */
    static final State NONE = new State(false, null, false, null);
  }

  /**
   * What is read: as the folder says, if it was the target before.
   *
   * @param offsets asks what the range means
   * @throws CommandFailure if the folder holds anything else
   */
  List<OffsetSpan> offsets(String from, String to, Supplier<List<OffsetSpan>> offsets)
      throws IOException {
    Path note = note();
    String pipeline = original.release().pipeline().name();
    if (original.files().exists(note)) {
      Asked asked = LedgerJson.read(original.files().read(note), Asked.class, note.toString());
      if (!asked.isSame(pipeline, from, to)) {
        throw new CommandFailure(
            ExitCode.FAILED,
            target.folder()
                + " is the target of "
                + asked.pipeline()
                + " from "
                + asked.from()
                + " to "
                + asked.to()
                + ": choose another folder");
      }
      return asked.offsets();
    }
    boolean taken =
        original.files().list(new Path(target.folder())).stream()
            .anyMatch(found -> !found.getPath().getName().equals(note.getParent().getName()));
    if (taken) {
      throw new CommandFailure(
          ExitCode.FAILED, target.folder() + " is not empty: choose another folder");
    }
    return offsets.get();
  }

  /**
   * Submits the run, unless it is there or done already.
   *
   * @param rehearsed whether to look only if it is done
   */
  State start(String from, String to, List<OffsetSpan> offsets, boolean rehearsed)
      throws IOException, InterruptedException {
    String yaml = Files.readString(original.release().pipelineFile());
    try (DerivedRelease derived =
            DerivedRelease.of(original.release(), target.text(yaml, ranges(offsets)));
        Cluster cluster = Cluster.connect(derived.release())) {
      Optional<LedgerEntry> last = Ledger.peek(cluster.files(), cluster.home());
      if (isDone(cluster, offsets, last)) {
        return new State(false, null, true, last.orElseThrow());
      }
      if (rehearsed) {
        return new State(cluster.applications().live().isEmpty(), null, false, null);
      }
      String pipeline = original.release().pipeline().name();
      cluster.files().makeFolder(cluster.home().root());
      cluster.files().replace(note(), LedgerJson.write(new Asked(pipeline, from, to, offsets)));
      SparkSubmit submit = new SparkSubmit(derived.release(), overrides);
      Submission submission = Submission.once(cluster, submit, say);
      String id = submission.application().getApplicationId().toString();
      return new State(submission.isNew(), id, false, last.orElse(null));
    }
  }

  /** Waits until the run has ended. */
  State await(State started, List<OffsetSpan> offsets, Duration patience)
      throws IOException, InterruptedException {
    if (started.finished()) {
      return started;
    }
    String yaml = Files.readString(original.release().pipelineFile());
    try (DerivedRelease derived =
            DerivedRelease.of(original.release(), target.text(yaml, ranges(offsets)));
        Cluster cluster = Cluster.connect(derived.release())) {
      Instant deadline = Instant.now().plus(patience);
      while (true) {
        ApplicationReport now = cluster.applications().report(started.applicationId());
        if (!YarnApplications.isLive(now)) {
          return ended(cluster, now, started, offsets);
        }
        if (Instant.now().isAfter(deadline)) {
          throw new CommandFailure(
              ExitCode.FAILED,
              started.applicationId()
                  + " is not done within "
                  + patience.toSeconds()
                  + " s; it goes on, and the same command tells how it is");
        }
        Thread.sleep(500);
      }
    }
  }

  private static State ended(
      Cluster cluster, ApplicationReport now, State started, List<OffsetSpan> offsets)
      throws IOException {
    Optional<LedgerEntry> last = Ledger.peek(cluster.files(), cluster.home());
    boolean succeeded = now.getFinalApplicationStatus() == FinalApplicationStatus.SUCCEEDED;
    if (!succeeded || !isDone(cluster, offsets, last)) {
      throw Submission.ended(cluster, now);
    }
    return new State(started.changed(), started.applicationId(), true, last.orElseThrow());
  }

  /** The driver says so once all that it committed is published. */
  private static boolean isDone(
      Cluster cluster, List<OffsetSpan> offsets, Optional<LedgerEntry> last) throws IOException {
    Positions read = last.map(LedgerEntry::positions).orElse(new Positions(Map.of()));
    return cluster.control().stopped().isPresent()
        && offsets.stream()
            .allMatch(span -> read.next().getOrDefault(span.topicPartition(), -1L) >= span.until());
  }

  private static List<Range> ranges(List<OffsetSpan> offsets) {
    return offsets.stream()
        .map(span -> new Range(span.topic(), span.partition(), span.from(), span.until()))
        .toList();
  }

  private Path note() {
    return new Path(target.home(), "replay.json");
  }
}
