package io.keystream.lab.traffic;

import io.keystream.lab.audit.Digest;
import io.keystream.lab.audit.RecordId;
import io.keystream.lab.audit.TopicContent;
import io.keystream.lab.client.KafkaSession;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends generated access log lines to a topic at a steady rate, and keeps what was acknowledged.
 */
public final class TrafficProducer implements AutoCloseable {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final KafkaProducer<byte[], byte[]> producer;
  private final AccessLogGenerator lines;
  private final String topic;
  private final Map<RecordId, Digest> acknowledged = new ConcurrentHashMap<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Thread thread;
  private volatile long nanosPerLine;

  private TrafficProducer(KafkaSession kafka, String topic, int linesPerSecond, long seed) {
    Map<String, Object> properties = new HashMap<>(kafka.configuration());
    properties.put("acks", "all");
    properties.put("linger.ms", "20");
    properties.put("delivery.timeout.ms", "120000");
    // Soon after partitions are added they are written to.
    properties.put("metadata.max.age.ms", "10000");
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.lines = new AccessLogGenerator(seed);
    this.topic = topic;
    rate(linesPerSecond);
    this.thread = new Thread(this::send, "traffic-" + topic);
  }

  /** Begins to send. */
  public static TrafficProducer start(
      KafkaSession kafka, String topic, int linesPerSecond, long seed) {
    TrafficProducer producer = new TrafficProducer(kafka, topic, linesPerSecond, seed);
    producer.thread.setDaemon(true);
    producer.thread.start();
    return producer;
  }

  /** Sends more or less from now on. */
  public void rate(int linesPerSecond) {
    nanosPerLine = NANOS_PER_SECOND / linesPerSecond;
  }

  /** Positions of all records that the broker has acknowledged so far. */
  public Set<RecordId> acknowledged() {
    return sent().values().keySet();
  }

  /** All records that the broker has acknowledged so far. */
  public TopicContent sent() {
    // Not Map.copyOf: it probes one slot after the other, and ids of a partition are neighbours.
    return new TopicContent(new HashMap<>(acknowledged));
  }

  /** Number of records that the broker has acknowledged so far. */
  public long count() {
    return acknowledged.size();
  }

  @Override
  public void close() {
    finish();
  }

  /** Ends sending and waits for the last acknowledgement. */
  public void finish() {
    stopping.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }

  private void send() {
    long due = System.nanoTime();
    while (!stopping.get()) {
      byte[] line = lines.next().bytes();
      Future<?> unused =
          producer.send(
              new ProducerRecord<>(topic, line),
              (sent, failure) -> {
                if (failure == null) {
                  acknowledged.put(
                      new RecordId(sent.topic(), sent.partition(), sent.offset()), Digest.of(line));
                }
              });
      due += nanosPerLine;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }
}
