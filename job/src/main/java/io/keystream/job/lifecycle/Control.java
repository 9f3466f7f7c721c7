package io.keystream.job.lifecycle;

import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.metrics.RecordedMetrics;
import io.keystream.job.shipped.Mailbox;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** What operators and the driver tell each other through files in {@code control/}. */
public final class Control {

  /** The driver has finished a batch, be it an empty one, so that everything it needs works. */
  public record Running(String applicationId, long epoch, Instant since) {}

  /** An operator asks the job to stop. */
  public record StopRequest(String requestedBy, Instant requestedAt) {}

  /**
   * The job stopped because it was asked to, or has read all that it was to read, with every batch
   * it began committed.
   */
  public record Stopped(String applicationId, long lastSequence, Instant stoppedAt) {}

  /** Why the job ended by itself. */
  public record LastFailure(
      int exitCode, String message, String applicationId, long epoch, Instant failedAt) {}

  /** An operator asks the job to renew its tokens. */
  public record RenewalRequest(String id, String requestedBy, Instant requestedAt) {}

  /** What was submitted last, and by whom. */
  public record Submitted(
      String applicationId, String release, String submittedBy, Instant submittedAt) {}

  /**
   * What the watchdog has done since an operator last submitted the job.
   *
   * @param resubmissions when it submitted the job again
   * @param gaveUpAt when it gave up; null if it has not
   */
  public record WatchdogNotes(List<Instant> resubmissions, Instant gaveUpAt) {

    /** Of a watchdog that had nothing to do. */
    public static final WatchdogNotes NONE = new WatchdogNotes(List.of(), null);
  }

  private final HomeFiles files;
  private final Home home;

  public Control(HomeFiles files, Home home) {
    this.files = files;
    this.home = home;
  }

  /** Asks the running job, or the next one, to stop. */
  public void requestStop(StopRequest request) throws IOException {
    write("stop.json", request);
  }

  /** Whether a stop is asked for. */
  public boolean stopRequested() throws IOException {
    return files.exists(file("stop.json"));
  }

  /** Who asked for a stop, unless the job was submitted again since. */
  public Optional<StopRequest> stopRequest() throws IOException {
    return read("stop.json", StopRequest.class);
  }

  /** Takes back all that was said about stopping and failing, before the job is submitted anew. */
  public void clear() throws IOException {
    files.delete(file("stop.json"));
    files.delete(file("stopped.json"));
    files.delete(file("watchdog.json"));
    clearRun();
  }

  /**
   * Takes back what the last driver said. A stop that is asked for stays: it may have been asked
   * for at this very moment.
   */
  public void clearRun() throws IOException {
    files.delete(file("running.json"));
    files.delete(file("last-failure.json"));
    files.delete(file("renew.json"));
    new Mailbox(files, home).clear();
  }

  /** Records what was submitted. */
  public void recordSubmitted(Submitted submitted) throws IOException {
    write("submitted.json", submitted);
  }

  /** What was submitted last. */
  public Optional<Submitted> submitted() throws IOException {
    return read("submitted.json", Submitted.class);
  }

  /** Records what the watchdog has done. */
  public void recordWatchdog(WatchdogNotes notes) throws IOException {
    write("watchdog.json", notes);
  }

  /** What the watchdog has done since an operator last submitted the job. */
  public WatchdogNotes watchdog() throws IOException {
    return read("watchdog.json", WatchdogNotes.class).orElse(WatchdogNotes.NONE);
  }

  /** Records that a driver has finished its first batch. */
  public void recordRunning(Running running) throws IOException {
    write("running.json", running);
  }

  /** The driver that last finished a first batch, unless the job was submitted again since. */
  public Optional<Running> running() throws IOException {
    return read("running.json", Running.class);
  }

  /** Records that the job has stopped as asked. */
  public void recordStopped(Stopped stopped) throws IOException {
    write("stopped.json", stopped);
  }

  /** The record of the last graceful stop, unless the job was submitted again since. */
  public Optional<Stopped> stopped() throws IOException {
    return read("stopped.json", Stopped.class);
  }

  /** Records why the job ends. */
  public void recordFailure(LastFailure failure) throws IOException {
    write("last-failure.json", failure);
  }

  /** Why the job last ended by itself, unless it was submitted again since. */
  public Optional<LastFailure> lastFailure() throws IOException {
    return read("last-failure.json", LastFailure.class);
  }

  /** Records what the driver logs in with; no secret is in it. */
  public void recordCredentials(RecordedCredentials credentials) throws IOException {
    write("credentials.json", credentials);
  }

  /** What the last driver that has a keytab logs in with, or did. */
  public Optional<RecordedCredentials> credentials() throws IOException {
    return read("credentials.json", RecordedCredentials.class);
  }

  /** Records what the driver measured. */
  public void recordMetrics(RecordedMetrics metrics) throws IOException {
    write("metrics.json", metrics);
  }

  /** What the last driver measured. */
  public Optional<RecordedMetrics> metrics() throws IOException {
    return read("metrics.json", RecordedMetrics.class);
  }

  /** Asks the running job to renew its tokens now. */
  public void requestRenewal(RenewalRequest request) throws IOException {
    write("renew.json", request);
  }

  /** Whether tokens are to be renewed now. */
  public Optional<RenewalRequest> renewalRequest() throws IOException {
    return read("renew.json", RenewalRequest.class);
  }

  /** Takes back the request to renew tokens, which is answered. */
  public void clearRenewal() throws IOException {
    files.delete(file("renew.json"));
  }

  private void write(String name, Object message) throws IOException {
    files.makeFolder(home.control());
    files.replace(file(name), LedgerJson.write(message));
  }

  private <T> Optional<T> read(String name, Class<T> type) throws IOException {
    Path file = file(name);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(LedgerJson.read(files.read(file), type, file.toString()));
  }

  private Path file(String name) {
    return new Path(home.control(), name);
  }
}
