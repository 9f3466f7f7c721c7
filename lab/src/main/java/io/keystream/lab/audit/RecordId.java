package io.keystream.lab.audit;

/** The position that tells one record from every other. */
public record RecordId(String topic, int partition, long offset) {
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
