package io.keystream.security.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** Whether the principal may do in Kafka what the job does there. */
public final class KafkaChecks {
  private static final String EXECUTOR_GROUP_PREFIX = "spark-executor-";

  private final KafkaLogin kafka;

  public KafkaChecks(KafkaLogin kafka) {
    this.kafka = kafka;
  }

  /** Checks of topics, of the driver's and the executors' group, and of delegation tokens. */
  public List<Check> of(List<String> topics, String group, boolean delegationTokens) {
    List<Check> checks = new ArrayList<>();
    for (String topic : topics) {
      checks.add(
          kafka.afterLogin(
              Check.error(
                  "kafka-topic",
                  "topic " + topic,
                  "Create the topic, and allow the principal Read and Describe on it",
                  () -> topic(topic))));
    }
    checks.add(group("kafka-group", group));
    checks.add(group("kafka-executor-group", EXECUTOR_GROUP_PREFIX + group));
    if (delegationTokens) {
      checks.add(
          kafka.afterLogin(
              Check.error(
                  "kafka-token",
                  "delegation tokens of the principal",
                  "Set delegation.token.secret.key on the brokers, or use auth: keytab",
                  () ->
                      "enabled; "
                          + kafka.admin().describeDelegationToken().delegationTokens().get().size()
                          + " held")));
    }
    return checks;
  }

  /** Check of the topics whose whole names match a pattern. */
  public Check topicsLike(String pattern) {
    return kafka.afterLogin(
        Check.error(
            "kafka-topic",
            "topics that match " + pattern,
            "Correct topic-pattern, and allow the principal Read and Describe on these topics",
            () -> matching(Pattern.compile(pattern))));
  }

  private String matching(Pattern pattern)
      throws ExecutionException, InterruptedException, NotAsWanted {
    List<String> found = kafka.topicsOf(pattern);
    if (found.isEmpty()) {
      throw new NotAsWanted("none that the principal may see");
    }
    for (String topic : found) {
      topic(topic);
    }
    return String.join(", ", found);
  }

  /**
   * Checks of what writing in transactions needs.
   *
   * @param topics where records go
   * @param prefix how transactional ids and groups begin
   */
  public List<Check> ofOutput(List<String> topics, String prefix) {
    List<Check> checks = new ArrayList<>();
    for (String topic : topics) {
      checks.add(
          kafka.afterLogin(
              Check.error(
                  "kafka-output-topic",
                  "topic " + topic,
                  "Create the topic, and allow the principal Read, Write and Describe on it",
                  () -> writableTopic(topic))));
    }
    checks.add(
        kafka.afterLogin(
            Check.error(
                "kafka-output-transactions",
                "transactional ids " + prefix + "*",
                "Allow the principal Write and Describe on transactional ids with the prefix "
                    + prefix,
                () -> transactions(prefix + "preflight"))));
    checks.add(
        group(
            "kafka-output-progress",
            prefix + "preflight",
            "Allow the principal Read on groups with the prefix " + prefix));
    return checks;
  }

  private Check group(String id, String group) {
    return group(id, group, "Allow the principal Read and Describe on group " + group);
  }

  private Check group(String id, String group, String remedy) {
    return kafka.afterLogin(
        Check.error(id, "consumer group " + group, remedy, () -> readableGroup(group)));
  }

  private String topic(String topic) throws ExecutionException, InterruptedException, NotAsWanted {
    TopicDescription found = describe(topic);
    refuseUnreadable(found.authorizedOperations());
    return found.partitions().size() + " partitions";
  }

  private String writableTopic(String topic)
      throws ExecutionException, InterruptedException, NotAsWanted {
    TopicDescription found = describe(topic);
    refuseUnreadable(found.authorizedOperations());
    if (!found.authorizedOperations().contains(AclOperation.WRITE)) {
      throw new NotAsWanted("Write is not allowed, only " + found.authorizedOperations());
    }
    return found.partitions().size() + " partitions";
  }

  private TopicDescription describe(String topic) throws ExecutionException, InterruptedException {
    return kafka
        .admin()
        .describeTopics(
            List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .allTopicNames()
        .get()
        .get(topic);
  }

  /** Kafka tells only whether an id may be described, which whoever may write can. */
  private String transactions(String id) throws ExecutionException, InterruptedException {
    try {
      kafka.admin().describeTransactions(List.of(id)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
        throw e;
      }
    }
    return "may be described";
  }

  private String readableGroup(String group)
      throws ExecutionException, InterruptedException, NotAsWanted {
    ConsumerGroupDescription found =
        kafka
            .admin()
            .describeConsumerGroups(
                List.of(group),
                new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
            .all()
            .get()
            .get(group);
    refuseUnreadable(found.authorizedOperations());
    if (!found.members().isEmpty()) {
      throw new NotAsWanted(
          "readable, but used by "
              + found.members().size()
              + " other consumers; the job needs it for itself");
    }
    return "readable";
  }

  private static void refuseUnreadable(Set<AclOperation> allowed) throws NotAsWanted {
    if (!allowed.contains(AclOperation.READ)) {
      throw new NotAsWanted("Read is not allowed, only " + allowed);
    }
  }
}
