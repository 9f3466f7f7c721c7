package io.keystream.lab;

import io.keystream.lab.traffic.AccessLogGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Lines of an access log sent to a topic. */
final class SentLines {
  private final Lab lab;
  private final String topic;
  private final AccessLogGenerator lines;
  private long count;

  SentLines(Lab lab, String topic, long seed) {
    this.lab = lab;
    this.topic = topic;
    this.lines = new AccessLogGenerator(seed);
  }

  /** Sends some more, until the broker has acknowledged them, and returns how many there are. */
  long send(int more) throws IOException, InterruptedException {
    Map<String, Object> properties = new HashMap<>(lab.kafka(LabUser.ADMIN).configuration());
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < more; i++) {
        acknowledgements.add(producer.send(new ProducerRecord<>(topic, lines.next().bytes())));
      }
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("A line was not acknowledged", e);
    }
    count += more;
    return count;
  }

  /** How many were sent. */
  long count() {
    return count;
  }
}
