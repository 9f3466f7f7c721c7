package io.keystream.job.source;

import io.keystream.security.token.RefusedLogins;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InconsistentTopicIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the topics of a pipeline hold, asked anew for each batch, so that partitions and topics that
 * are new are found.
 *
 * <p>While the brokers do not answer nothing is known, so nothing is read, and the job waits. Only
 * when they never answered yet, and another try would not help, is that an error: a topic that is
 * deleted or an ACL that is withdrawn later was there once, and whoever took it can give it back.
 */
final class TopicWatch implements AutoCloseable {
  /** How often topics of a pattern are looked for, which asks for the names of all topics. */
  static final Duration DISCOVERY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

  private final Brokers brokers;
  private final TopicSelection selection;
  private final Clock clock;
  private final Map<String, String> idsTold = new HashMap<>();
  private final Set<String> formerIds = new HashSet<>();
  private Collection<String> topics = List.of();
  private Instant discovered = Instant.MIN;
  private Instant waitingSince;
  private boolean answered;

  TopicWatch(Brokers brokers, TopicSelection selection, Clock clock) {
    this.brokers = brokers;
    this.selection = selection;
    this.clock = clock;
  }

  /**
   * What is there now; {@link TopicState#UNKNOWN} while the brokers do not answer.
   *
   * @throws KafkaException if they never answered, and will not
   */
  TopicState now() {
    try {
      TopicState state = ask();
      reached();
      return state;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      RefusedLogins.report(e);
      if (!answered && isFinal(e)) {
        throw new KafkaException(
            "Cannot read "
                + selection
                + ", which have to exist, and which the principal has to be allowed to describe: "
                + e.getMessage(),
            e);
      }
      waiting(e);
      return TopicState.UNKNOWN;
    }
  }

  /**
   * Whether topics have the ids they had; not while the brokers do not answer. One that is deleted
   * was not created anew: what was read of it is what it held.
   */
  boolean haveStill(Map<String, String> ids) {
    try {
      List<String> anew =
          brokers.describe(ids.keySet()).stream()
              .filter(topic -> !topic.topicId().toString().equals(ids.get(topic.name())))
              .map(TopicDescription::name)
              .toList();
      if (!anew.isEmpty()) {
        LOG.warn("{} created anew while a batch was read, which is given up", anew);
      }
      return anew.isEmpty();
    } catch (InterruptException e) {
      throw e;
    } catch (UnknownTopicOrPartitionException e) {
      return ids.size() == 1
          || ids.entrySet().stream().allMatch(one -> haveStill(Map.ofEntries(one)));
    } catch (KafkaException e) {
      LOG.warn("Whether {} are what was read nobody tells: {}", ids.keySet(), e.toString());
      return false;
    }
  }

  private static boolean isFinal(KafkaException failure) {
    return failure instanceof UnknownTopicOrPartitionException
        || !(failure instanceof RetriableException);
  }

  private TopicState ask() {
    discover();
    Map<String, String> ids = new HashMap<>();
    Set<TopicPartition> partitions = new HashSet<>();
    for (TopicDescription topic : brokers.describe(topics)) {
      ids.put(topic.name(), topic.topicId().toString());
      for (TopicPartitionInfo info : topic.partitions()) {
        TopicPartition partition = new TopicPartition(topic.name(), info.partition());
        boolean hasLeader = info.leader() != null && !info.leader().isEmpty();
        if (hasLeader && selection.includes(partition)) {
          partitions.add(partition);
        }
      }
    }
    refuseFormer(ids);
    return new TopicState(ids, brokers.bounds(partitions));
  }

  /**
   * A broker whose metadata lags behind tells the id of before a topic was created anew. That is no
   * second creation: nothing of it is believed.
   */
  private void refuseFormer(Map<String, String> ids) {
    ids.forEach(
        (topic, id) -> {
          if (formerIds.contains(id)) {
            throw new InconsistentTopicIdException(
                "A broker still tells of " + topic + " as it was before it was created anew");
          }
          String before = idsTold.put(topic, id);
          if (before != null && !before.equals(id) && !before.equals(BatchPlan.NO_ID)) {
            formerIds.add(before);
          }
        });
  }

  private void discover() {
    if (!selection.isPattern()) {
      topics = selection.named();
      return;
    }
    Instant now = clock.instant();
    if (discovered.isAfter(now.minus(DISCOVERY))) {
      return;
    }
    List<String> found = selection.matching(brokers.topicNames());
    if (!Set.copyOf(found).equals(Set.copyOf(topics))) {
      LOG.info("The {} are now {}", selection, found);
    }
    topics = found;
    discovered = now;
  }

  private void reached() {
    if (waitingSince != null) {
      Duration waited = Duration.between(waitingSince, clock.instant());
      LOG.info("The brokers answer again, after {} s", waited.toSeconds());
      waitingSince = null;
    }
    answered = true;
  }

  private void waiting(KafkaException reason) {
    discovered = Instant.MIN;
    if (waitingSince == null) {
      waitingSince = clock.instant();
    }
    LOG.warn("Nothing is read of {} since {}: {}", selection, waitingSince, reason.toString());
  }

  @Override
  public void close() {
    brokers.close();
  }
}
