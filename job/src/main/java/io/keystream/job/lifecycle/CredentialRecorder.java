package io.keystream.job.lifecycle;

import io.keystream.job.metrics.DriverMetrics;
import io.keystream.security.token.Credential;
import io.keystream.security.token.OwnToken;
import io.keystream.security.token.RepairPace;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what the driver logs in with, whenever that changes, and hears of requests to renew
 * it. In a thread of its own: the keeper of the tokens must not wait for a file system that is away
 * for want of a token.
 */
final class CredentialRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CredentialRecorder.class);
  private static final long LOOK_MILLIS = 3_000;
  private static final long LAST_MILLIS = 10_000;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** What the driver holds at a time. */
  record Seen(
      int repairs,
      List<Credential> held,
      List<OwnToken> own,
      RecordedCredentials.Renewal renewal) {}

  /** The driver, as far as its credentials go. */
  interface Driver {
    /** What it holds now; nothing before it has looked. */
    Optional<Seen> seen();

    /** Has it renew its tokens; the answer is among what is seen later. */
    void renew(Control.RenewalRequest request);
  }

  /**
   * Whose credentials they are.
   *
   * @param certificates of its stores
   */
  record Recorded(
      String applicationId, LongSupplier epoch, Supplier<List<Credential>> certificates) {}

  private final Driver driver;
  private final Control control;
  private final Recorded recorded;
  private final Clock clock;
  private final RepairPace pace;
  private final Optional<CredentialMetrics> metrics;
  private final Thread thread = new Thread(this::lookUntilClosed, "credential-recorder");
  private final CountDownLatch closed = new CountDownLatch(1);
  private RecordedCredentials written;
  private String handedOn;

  CredentialRecorder(
      Driver driver,
      Control control,
      Recorded recorded,
      Optional<CredentialMetrics> metrics,
      Clock clock) {
    this.driver = driver;
    this.control = control;
    this.recorded = recorded;
    this.metrics = metrics;
    this.clock = clock;
    this.pace = new RepairPace(FIRST_PAUSE, LONGEST_PAUSE, clock);
    thread.setDaemon(true);
  }

  /** Records until closed. */
  static CredentialRecorder start(Driver driver, Control control, Recorded recorded) {
    CredentialMetrics metrics =
        new CredentialMetrics(DriverMetrics.ofThisProcess(), Clock.systemUTC());
    CredentialRecorder recorder =
        new CredentialRecorder(driver, control, recorded, Optional.of(metrics), Clock.systemUTC());
    recorder.thread.start();
    return recorder;
  }

  private void lookUntilClosed() {
    boolean last = false;
    while (!last) {
      last = pause();
      if (pace.ready() || last) {
        lookOrSay();
      }
    }
  }

  /** Whether it is closed by now. */
  private boolean pause() {
    try {
      return closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void lookOrSay() {
    try {
      look();
    } catch (IOException | RuntimeException e) {
      pace.tried();
      LOG.warn(
          "Credentials are not recorded; tried again in {} s: {}",
          pace.pause().toSeconds(),
          e.toString());
    }
  }

  /** Looks once. */
  void look() throws IOException {
    Optional<Seen> seen = driver.seen();
    if (seen.isEmpty()) {
      return;
    }
    RecordedCredentials now = describe(seen.get());
    metrics.ifPresent(gauges -> gauges.show(now));
    if (written == null || !now.says(written)) {
      record(now);
    }
    hearOfRequests(now.renewal());
  }

  private RecordedCredentials describe(Seen seen) {
    List<Credential> held = new ArrayList<>(seen.held());
    held.addAll(recorded.certificates().get());
    return new RecordedCredentials(
        recorded.applicationId(),
        recorded.epoch().getAsLong(),
        clock.instant(),
        seen.repairs(),
        held,
        seen.own(),
        seen.renewal());
  }

  /** A driver that was replaced leaves what the newer one wrote. */
  private void record(RecordedCredentials now) throws IOException {
    Optional<RecordedCredentials> before = control.credentials();
    if (before.isEmpty()) {
      control.recordCredentials(now);
    } else if (before.get().epoch() <= now.epoch()) {
      control.recordCredentials(now.after(before.get()));
    }
    written = now;
  }

  private void hearOfRequests(RecordedCredentials.Renewal answer) throws IOException {
    Optional<Control.RenewalRequest> request = control.renewalRequest();
    if (request.isEmpty()) {
      return;
    }
    String id = request.get().id();
    if (answer != null && answer.request().equals(id)) {
      control.clearRenewal();
    } else if (!id.equals(handedOn)) {
      handedOn = id;
      driver.renew(request.get());
    }
  }

  /** Records a last time; a file system that is away is not waited for. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(LAST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
