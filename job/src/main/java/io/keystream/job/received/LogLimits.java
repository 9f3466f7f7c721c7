package io.keystream.job.received;

import java.time.Duration;

/**
 * Sizes and times of a receiver's log.
 *
 * @param blockBytes a block is written as soon as it has this many bytes
 * @param blockAge or when its first record waited this long
 * @param queueBytes most bytes of records that wait to be written, beyond which senders have to
 *     wait
 * @param segmentBytes a segment this long is followed by another one
 * @param segmentAge as is one this old, so that it can be deleted
 * @param senders most names of senders that are remembered
 * @param senderAge how long a name is remembered after its last record
 */
record LogLimits(
    int blockBytes,
    Duration blockAge,
    long queueBytes,
    long segmentBytes,
    Duration segmentAge,
    int senders,
    Duration senderAge) {
  static final LogLimits STANDARD =
      new LogLimits(
          1 << 20,
          Duration.ofMillis(50),
          16L << 20,
          128L << 20,
          Duration.ofMinutes(10),
          10_000,
          Duration.ofDays(7));
}
