package io.keystream.job.sink;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes sinks that write to one Kafka cluster.
 *
 * @param client how every client connects and logs in; holds no secret
 * @param topic the topic whose progress is kept, also if records go to others
 * @param compression as Kafka's {@code compression.type}
 * @param transactionTimeout after how long the brokers end a transaction whose writer was killed
 * @param maxRecordBytes size of the largest record, uncompressed
 */
public record KafkaSinkFactory(
    Map<String, Object> client,
    String topic,
    String compression,
    Duration transactionTimeout,
    int maxRecordBytes)
    implements SinkFactory {
  private static final long serialVersionUID = 1L;

  public KafkaSinkFactory {
    client = new TreeMap<>(client);
  }

  @Override
  public Sink create() {
    return new KafkaSink(this);
  }
}
