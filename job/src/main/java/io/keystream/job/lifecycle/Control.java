package io.keystream.job.lifecycle;

import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.shipped.Mailbox;
import java.io.IOException;
import java.time.Instant;
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

  /** Takes back all that was said about stopping and failing, before the job is submitted anew. */
  public void clear() throws IOException {
    files.delete(file("stop.json"));
    files.delete(file("stopped.json"));
    files.delete(file("running.json"));
    files.delete(file("last-failure.json"));
    new Mailbox(files, home).clear();
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
