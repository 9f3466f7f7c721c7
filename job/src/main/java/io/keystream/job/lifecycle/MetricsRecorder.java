package io.keystream.job.lifecycle;

import io.keystream.job.metrics.DriverMetrics;
import io.keystream.job.metrics.HomeMetrics;
import io.keystream.job.metrics.RecordedMetrics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what the driver measures, for a gateway that cannot ask the driver. In a thread of
 * its own, so that a file system that is away delays no batch.
 */
final class MetricsRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsRecorder.class);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final long LAST_MILLIS = 1_000;

  private final DriverMetrics metrics;
  private final HomeMetrics home;
  private final Control control;
  private final String applicationId;
  private final LongSupplier epoch;
  private final Clock clock;
  private final Thread thread = new Thread(this::recordUntilClosed, "metrics-recorder");
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean failing;

  MetricsRecorder(
      DriverMetrics metrics,
      HomeMetrics home,
      Control control,
      String applicationId,
      LongSupplier epoch,
      Clock clock) {
    this.metrics = metrics;
    this.home = home;
    this.control = control;
    this.applicationId = applicationId;
    this.epoch = epoch;
    this.clock = clock;
    thread.setDaemon(true);
  }

  /** Records until closed. */
  MetricsRecorder start() {
    thread.start();
    return this;
  }

  private void recordUntilClosed() {
    do {
      recordOrSay();
    } while (!pause());
  }

  /** Whether it is closed by now. */
  private boolean pause() {
    try {
      return closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void recordOrSay() {
    try {
      record();
      failing = false;
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        LOG.warn(
            "Metrics are not recorded; tried again every {} s: {}",
            PAUSE.toSeconds(),
            e.toString());
      }
      failing = true;
    }
  }

  /** Records once. A driver that was replaced leaves what the newer one wrote. */
  void record() throws IOException {
    home.look();
    long own = epoch.getAsLong();
    Optional<RecordedMetrics> before = control.metrics();
    if (before.isEmpty() || before.get().epoch() <= own) {
      control.recordMetrics(
          RecordedMetrics.of(applicationId, own, clock.instant(), metrics.samples()));
    }
  }

  /** A file system that is away is not waited for. */
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
