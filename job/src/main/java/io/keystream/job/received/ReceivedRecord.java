package io.keystream.job.received;

/** A record in the log of a receiver. */
public final class ReceivedRecord {
  private final long number;
  private final long receivedAt;
  private final byte[] value;

  ReceivedRecord(long number, long receivedAt, byte[] value) {
    this.number = number;
    this.receivedAt = receivedAt;
    this.value = value;
  }

  /** 0 for the receiver's first. */
  public long number() {
    return number;
  }

  /** Milliseconds since 1970. */
  public long receivedAt() {
    return receivedAt;
  }

  public byte[] value() {
    return value;
  }
}
