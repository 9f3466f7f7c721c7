package io.keystream.job.lifecycle;

import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.output.Publisher;
import io.keystream.job.sink.DeliveryException;
import io.keystream.security.token.RefusedLogins;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The publishing of the newest entry, which has to be done before the next batch is staged. While a
 * system outside does not take its rows, it is tried again, less and less often. Once all is
 * published that drivers before this one committed, what they only staged is dropped.
 */
final class Publication {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Publisher publisher;
  private final long epoch;
  private final Clock clock;
  private boolean leftoversDropped;
  private Optional<LedgerEntry> waiting;
  private Duration pause = FIRST_PAUSE;
  private long nextTry;

  /**
   * Publishes with {@code publisher}.
   *
   * @param last an entry that may not be published yet
   * @param epoch this driver's
   */
  Publication(Publisher publisher, Optional<LedgerEntry> last, long epoch, Clock clock) {
    this.publisher = publisher;
    this.waiting = last;
    this.epoch = epoch;
    this.clock = clock;
  }

  /** Takes an entry that was just written. */
  void add(LedgerEntry entry) {
    waiting = Optional.of(entry);
  }

  /** Whether there is an entry that is not published yet. */
  boolean isWaiting() {
    return waiting.isPresent();
  }

  /** Tries to publish what waits. Whether all is published; if not, to be asked again. */
  boolean done() throws IOException {
    if (waiting.isPresent() && !publish(waiting.get())) {
      return false;
    }
    if (!leftoversDropped) {
      publisher.discardStaged(epoch);
      leftoversDropped = true;
    }
    return true;
  }

  private boolean publish(LedgerEntry entry) throws IOException {
    if (clock.millis() < nextTry) {
      return false;
    }
    try {
      publisher.publish(entry);
      waiting = Optional.empty();
      pause = FIRST_PAUSE;
      return true;
    } catch (DeliveryException e) {
      RefusedLogins.report(e);
      LOG.warn("{}; tried again in {} s", e.getMessage(), pause.toSeconds(), e);
      nextTry = clock.millis() + pause.toMillis();
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      return false;
    }
  }
}
