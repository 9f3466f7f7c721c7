package io.keystream.job.output;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/** A record that was no valid row. */
public final class DeadLetter implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final int partition;
  private final long offset;
  private final Instant producedAt;
  private final String reason;
  private final String rule;
  private final byte[] key;
  private final byte[] raw;
  private final List<LetterHeader> headers;

  DeadLetter(
      String topic,
      int partition,
      long offset,
      Instant producedAt,
      String reason,
      String rule,
      byte[] key,
      byte[] raw,
      List<LetterHeader> headers) {
    this.topic = topic;
    this.partition = partition;
    this.offset = offset;
    this.producedAt = producedAt;
    this.reason = reason;
    this.rule = rule;
    this.key = key;
    this.raw = raw;
    this.headers = List.copyOf(headers);
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  /** The record's timestamp; null if it has none. */
  public Instant producedAt() {
    return producedAt;
  }

  /** Why it was no valid row, one line. */
  public String reason() {
    return reason;
  }

  /** Name of the rule that failed, or null if it could not be parsed. */
  public String rule() {
    return rule;
  }

  /** Null if it had none, or was not read. Not to be changed. */
  public byte[] key() {
    return key;
  }

  /** The value; null if it had none, or was not read. Not to be changed. */
  public byte[] raw() {
    return raw;
  }

  /** In their order; empty if there were none, or they were not read. */
  public List<LetterHeader> headers() {
    return headers;
  }
}
