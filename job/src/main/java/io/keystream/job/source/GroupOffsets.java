package io.keystream.job.source;

import io.keystream.job.ledger.OffsetSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Kafka how far the group is, so that lag monitors see it. Nothing is ever read back from
 * there, so a failure is logged and left.
 */
final class GroupOffsets {
  private static final Logger LOG = LoggerFactory.getLogger(GroupOffsets.class);

  private final String group;
  private final AdminConnection connection;
  private KafkaFuture<Void> sent = KafkaFuture.completedFuture(null);

  GroupOffsets(String group, AdminConnection connection) {
    this.group = group;
    this.connection = connection;
  }

  /** Sends the positions without waiting; left out while an earlier answer is outstanding. */
  void publish(List<OffsetSpan> spans) {
    if (!sent.isDone()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    spans.forEach(s -> offsets.put(s.topicPartition(), new OffsetAndMetadata(s.until())));
    sent =
        connection
            .admin()
            .alterConsumerGroupOffsets(group, offsets)
            .all()
            .whenComplete(this::logFailure);
  }

  private void logFailure(Void done, Throwable failure) {
    if (failure != null) {
      LOG.warn("Lag of group {} looks too large until the next batch: {}", group, failure + "");
    }
  }
}
