package io.keystream.bench.drain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The limit: plain consumers, one a thread, that throw away what they read. */
public final class RawConsumer {
  private RawConsumer() {}

  public static void main(String[] arguments) {
    Drain.main(arguments, RawConsumer::drain);
  }

  private static long drain(Drain drain) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(Drain.CORES);
    try {
      List<Future<Long>> counts = new ArrayList<>();
      for (int share = 0; share < Drain.CORES; share++) {
        int ours = share;
        counts.add(threads.submit(() -> drainShare(drain, ours)));
      }
      long read = 0;
      for (Future<Long> count : counts) {
        read += count.get();
      }
      Marks.end();
      return read;
    } finally {
      threads.shutdown();
    }
  }

  private static long drainShare(Drain drain, int share) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            drain.kafka(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(drain.topic()).stream()
              .filter(info -> info.partition() % Drain.CORES == share)
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Marks.begin();
      return count(consumer, ends);
    }
  }

  private static long count(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> end) {
    long left = end.values().stream().mapToLong(Long::longValue).sum();
    long bytes = 0;
    long read = 0;
    while (read < left) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
        bytes += record.value().length;
        read++;
      }
    }
    if (bytes == 0 && read > 0) {
      throw new IllegalStateException("The records of the topic are empty");
    }
    return read;
  }
}
