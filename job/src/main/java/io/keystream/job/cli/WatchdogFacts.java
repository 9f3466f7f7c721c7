package io.keystream.job.cli;

import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.lifecycle.JobFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All that the watchdog knows: what YARN says, and what is written in the home of the job. */
record WatchdogFacts(
    Optional<LastApplication> application,
    Optional<Control.Submitted> submitted,
    Optional<Control.StopRequest> stop,
    Optional<Control.Stopped> stopped,
    Optional<Control.LastFailure> failure,
    Control.WatchdogNotes notes) {

  /** Asks the ResourceManager and HDFS. */
  static WatchdogFacts of(Cluster cluster) throws IOException {
    Control control = cluster.control();
    return new WatchdogFacts(
        cluster.applications().newest().map(LastApplication::of),
        control.submitted(),
        control.stopRequest(),
        control.stopped(),
        control.lastFailure(),
        control.watchdog());
  }

  /** The same of a watchdog that had nothing to do yet. */
  WatchdogFacts afresh() {
    return new WatchdogFacts(
        application, submitted, stop, stopped, failure, Control.WatchdogNotes.NONE);
  }

  /** Why the application ended, where starting it again would end the same way. */
  Optional<ExitCode> permanentFailure() {
    LastApplication last = application.orElseThrow();
    return failure
        .filter(known -> known.applicationId().equals(last.id()))
        .flatMap(known -> ExitCode.of(known.exitCode()))
        .or(() -> JobFailure.codeIn(last.diagnostics()))
        .filter(ExitCode::permanent);
  }

  /** The resubmissions that still count. */
  List<Instant> resubmissions(Duration within, Instant now) {
    return notes.resubmissions().stream().filter(at -> at.isAfter(now.minus(within))).toList();
  }

  /** Since when the job is down, or a resubmission failed. */
  Instant downSince() {
    Instant ended = application.orElseThrow().endedAt();
    return notes.resubmissions().stream()
        .max(Comparator.naturalOrder())
        .filter(last -> last.isAfter(ended))
        .orElse(ended);
  }
}
