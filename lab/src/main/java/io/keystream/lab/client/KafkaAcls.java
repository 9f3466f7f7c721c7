package io.keystream.lab.client;

import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/** The ACLs that jobs need in Kafka. */
final class KafkaAcls {
  private KafkaAcls() {}

  /** See {@link KafkaSession#allowReading}. */
  static List<AclBinding> reading(String principal, String topic, String group) {
    return List.of(
        literal(principal, ResourceType.TOPIC, topic, AclOperation.READ),
        literal(principal, ResourceType.TOPIC, topic, AclOperation.DESCRIBE),
        literal(principal, ResourceType.GROUP, group, AclOperation.READ),
        literal(principal, ResourceType.GROUP, "spark-executor-" + group, AclOperation.READ),
        literal(principal, ResourceType.USER, principal, AclOperation.CREATE_TOKENS),
        literal(principal, ResourceType.USER, principal, AclOperation.DESCRIBE_TOKENS));
  }

  /** See {@link KafkaSession#allowWriting}. */
  static List<AclBinding> writing(String principal, String topic) {
    return List.of(
        literal(principal, ResourceType.TOPIC, topic, AclOperation.WRITE),
        literal(principal, ResourceType.TOPIC, topic, AclOperation.DESCRIBE));
  }

  /** What {@link KafkaSession#allowDelivering} allows beside {@link #writing}. */
  static List<AclBinding> delivering(String principal, String topic, String pipeline) {
    String prefix = "keystream." + pipeline + ".";
    return List.of(
        literal(principal, ResourceType.TOPIC, topic, AclOperation.READ),
        prefixed(principal, ResourceType.TRANSACTIONAL_ID, prefix, AclOperation.WRITE),
        prefixed(principal, ResourceType.TRANSACTIONAL_ID, prefix, AclOperation.DESCRIBE),
        prefixed(principal, ResourceType.GROUP, prefix, AclOperation.READ));
  }

  /** Those of a principal for a topic; all of them for {@link AclOperation#ANY}. */
  static AclBindingFilter ofTopic(String principal, String topic, AclOperation operation) {
    return new AclBindingFilter(
        new ResourcePatternFilter(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntryFilter(principal, null, operation, AclPermissionType.ALLOW));
  }

  private static AclBinding literal(
      String principal, ResourceType type, String name, AclOperation operation) {
    return binding(principal, new ResourcePattern(type, name, PatternType.LITERAL), operation);
  }

  private static AclBinding prefixed(
      String principal, ResourceType type, String prefix, AclOperation operation) {
    return binding(principal, new ResourcePattern(type, prefix, PatternType.PREFIXED), operation);
  }

  private static AclBinding binding(
      String principal, ResourcePattern resource, AclOperation operation) {
    return new AclBinding(
        resource, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
  }
}
