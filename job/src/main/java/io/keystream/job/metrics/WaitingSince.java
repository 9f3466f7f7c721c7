package io.keystream.job.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Since when the next offset of a partition waits, told from where the partition ended at each
 * look. Keeps a bounded number of looks, and rather tells too long a time than too short a one.
 */
final class WaitingSince {
  static final int MOST_LOOKS = 32;

  /** Offsets before {@code end} were there. */
  private record Look(long end, Instant at) {}

  private Deque<Look> looks = new ArrayDeque<>();
  private long position;
  private long end;
  private Instant answered = Instant.EPOCH;

  /**
   * Takes note of a look.
   *
   * @param since since when what is new is taken to wait
   */
  synchronized void looked(long next, long newEnd, Instant since, Instant now) {
    if (newEnd < end) {
      looks.clear();
    }
    end = newEnd;
    answered = now;
    if (end > next && (looks.isEmpty() || end > looks.getLast().end())) {
      looks.addLast(new Look(end, since));
    }
    reached(next);
    if (looks.size() > MOST_LOOKS) {
      thinOut();
    }
  }

  /** Takes note of a commit. */
  synchronized void reached(long next) {
    position = next;
    while (!looks.isEmpty() && looks.getFirst().end() <= next) {
      looks.removeFirst();
    }
  }

  synchronized long offsets() {
    return Math.max(0, end - position);
  }

  synchronized Duration waiting(Instant now) {
    return looks.isEmpty() ? Duration.ZERO : Duration.between(looks.getFirst().at(), now);
  }

  /** When the end was last told. */
  synchronized Instant answered() {
    return answered;
  }

  /** Makes one look of two: all that the later one saw, at the time of the earlier one. */
  private void thinOut() {
    Deque<Look> fewer = new ArrayDeque<>();
    for (Iterator<Look> each = looks.iterator(); each.hasNext(); ) {
      Look earlier = each.next();
      fewer.addLast(each.hasNext() ? new Look(each.next().end(), earlier.at()) : earlier);
    }
    looks = fewer;
  }
}
