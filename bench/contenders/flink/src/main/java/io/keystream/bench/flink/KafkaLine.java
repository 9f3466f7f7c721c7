package io.keystream.bench.flink;

/** The value of a record, and where it stood. With public fields, as Flink wants them. */
public final class KafkaLine {
  public String topic;
  public int partition;
  public long offset;
  public long timestamp;
  public byte[] value;

  public KafkaLine() {}

  KafkaLine(String topic, int partition, long offset, long timestamp, byte[] value) {
    this.topic = topic;
    this.partition = partition;
    this.offset = offset;
    this.timestamp = timestamp;
    this.value = value;
  }
}
