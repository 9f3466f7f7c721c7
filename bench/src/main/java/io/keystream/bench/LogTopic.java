package io.keystream.bench;

import io.keystream.lab.LabException;
import io.keystream.lab.client.KafkaSession;
import io.keystream.lab.traffic.AccessLogGenerator;
import io.keystream.lab.traffic.AccessLogGenerator.Line;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic that every contender reads. */
final class LogTopic {
  static final String NAME = "access-log";
  static final int PARTITIONS = 6;
  static final long SEED = 20;
  private static final long LINES_PER_NEWS = 500_000;

  private LogTopic() {}

  /**
   * Creates the topic and fills it with access log lines, the same in every bench. Damaged lines
   * are left out: what becomes of them differs between the contenders.
   *
   * @return the bytes of all values
   */
  static long fill(KafkaSession kafka, long records, Consumer<String> progress) {
    kafka.createTopic(NAME, PARTITIONS);
    Map<String, Object> properties = new HashMap<>(kafka.configuration());
    properties.put("acks", "all");
    properties.put("linger.ms", "20");
    properties.put("batch.size", "131072");
    properties.put("request.timeout.ms", "30000");
    AtomicReference<Exception> failure = new AtomicReference<>();
    AccessLogGenerator lines = new AccessLogGenerator(SEED);
    long bytes = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long sent = 0; sent < records && failure.get() == null; sent++) {
        byte[] line = next(lines);
        bytes += line.length;
        int partition = (int) (sent % PARTITIONS);
        Future<?> unused =
            producer.send(
                new ProducerRecord<>(NAME, partition, null, line),
                (metadata, failed) -> failure.compareAndSet(null, failed));
        if (sent % LINES_PER_NEWS == 0) {
          requireUninterrupted();
          progress.accept("%,d of %,d lines".formatted(sent, records));
        }
      }
    }
    if (failure.get() != null) {
      throw new LabException("Cannot fill the topic: " + failure.get().getMessage(), failure.get());
    }
    return bytes;
  }

  private static byte[] next(AccessLogGenerator lines) {
    Line line = lines.next();
    while (line.malformed()) {
      line = lines.next();
    }
    return line.bytes();
  }

  private static void requireUninterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new LabException("Interrupted while filling the topic");
    }
  }
}
