package io.keystream.lab.client;

import io.keystream.lab.LabException;
import io.keystream.lab.LabUser;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Realm;
import io.keystream.security.tls.ReloadingSslEngineFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ExpireDelegationTokenOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.security.token.delegation.DelegationToken;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Access to Kafka from Java as one user of the lab, who logs in from the keytab. */
public final class KafkaSession {
  private final Folders folders;
  private final String bootstrapServers;
  private final LabUser user;

  public KafkaSession(Folders folders, String bootstrapServers, LabUser user) {
    this.folders = folders;
    this.bootstrapServers = bootstrapServers;
    this.user = user;
  }

  /** The configuration of a consumer, producer or admin client of this user. */
  public Map<String, Object> configuration() {
    String jaas =
        "com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true"
            + " keyTab=\"%s\" principal=\"%s\";"
                .formatted(folders.keytab(user.shortName()), Realm.user(user.shortName()));
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "GSSAPI",
        "sasl.kerberos.service.name",
        Realm.KAFKA_SERVICE,
        "sasl.jaas.config",
        jaas,
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        folders.truststore().toString(),
        "ssl.engine.factory.class",
        ReloadingSslEngineFactory.class.getName(),
        "request.timeout.ms",
        "5000",
        "default.api.timeout.ms",
        "20000");
  }

  /** Fails unless this broker serves. */
  public void requireBroker(int id) {
    call(
        admin -> {
          if (admin.describeCluster().nodes().get().stream().noneMatch(node -> node.id() == id)) {
            throw new LabException("Broker " + id + " is not registered");
          }
          return null;
        });
  }

  /** Sends records, and returns when all are acknowledged. */
  public void send(List<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            configuration(), new ByteArraySerializer(), new ByteArraySerializer())) {
      records.forEach(record -> acknowledgements.add(producer.send(record)));
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    } catch (ExecutionException e) {
      throw new LabException("Kafka refused: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted while waiting for Kafka", e);
    }
  }

  /** Every committed record of a topic, as {@link #forEachCommitted} finds them. */
  public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    forEachCommitted(topic, records::add);
    return records;
  }

  /**
   * Reads a topic from its beginning to what is its end now, partition by partition; waits for open
   * transactions. A commit returns to the producer before the partitions hold its markers, and to a
   * reader of what is committed the topic seems to end before the transaction until then: so
   * another asks for the ends.
   */
  public void forEachCommitted(String topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
    try (KafkaConsumer<byte[], byte[]> all = consumer("read_uncommitted");
        KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> end = all.endOffsets(partitions);
      while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofSeconds(1)).forEach(action);
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    Map<String, Object> properties = new HashMap<>(configuration());
    properties.put("isolation.level", isolation);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Creates a topic, replicated as this lab can; an existing one stays as it is. */
  public void createTopic(String name, int partitions) {
    call(
        admin -> {
          NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
          try {
            return admin.createTopics(List.of(topic)).all().get();
          } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
              return null;
            }
            throw e;
          }
        });
  }

  /** Gives a user of SCRAM-SHA-256 a password, in the place of the one before. */
  public void setPassword(String name, String password) {
    ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096);
    call(
        admin ->
            admin
                .alterUserScramCredentials(
                    List.of(new UserScramCredentialUpsertion(name, info, password)))
                .all()
                .get());
  }

  /** Adds partitions to a topic until it has this many. */
  public void addPartitions(String topic, int total) {
    call(
        admin ->
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total))).all().get());
  }

  /** Deletes a topic, and returns when it is gone. */
  public void deleteTopic(String topic) {
    call(admin -> admin.deleteTopics(List.of(topic)).all().get());
    call(
        admin -> {
          while (admin.listTopics().names().get().contains(topic)) {
            Thread.onSpinWait();
          }
          return null;
        });
  }

  /** Where each partition of a topic ends now: the offset of the next record. */
  public Map<TopicPartition, Long> ends(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
      return consumer.endOffsets(
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList());
    }
  }

  /** Deletes the records of a partition before an offset, as retention does. */
  public void deleteRecords(TopicPartition partition, long before) {
    call(
        admin ->
            admin
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                .all()
                .get());
  }

  /**
   * Allows what a streaming job needs: to read the topic, to use the group and that of Spark's
   * executors, and to create and see delegation tokens of its own.
   */
  public void allowReading(String principal, String topic, String group) {
    allow(KafkaAcls.reading(principal, topic, group));
  }

  /**
   * Takes back what a principal may do with a topic.
   *
   * @param operation one, or {@link AclOperation#ANY}
   */
  public void withdraw(String principal, String topic, AclOperation operation) {
    AclBindingFilter acls = KafkaAcls.ofTopic(principal, topic, operation);
    call(admin -> admin.deleteAcls(List.of(acls)).all().get());
  }

  /** Allows to write to the topic, also with an idempotent producer. */
  public void allowWriting(String principal, String topic) {
    allow(KafkaAcls.writing(principal, topic));
  }

  /**
   * Allows what an output in Kafka needs: its topic, and the transactions and groups of its
   * pipeline.
   */
  public void allowDelivering(String principal, String topic, String pipeline) {
    allowWriting(principal, topic);
    allow(KafkaAcls.delivering(principal, topic, pipeline));
  }

  /** Has a delegation token made for the user, and returns its id. */
  public String createToken() {
    return call(
        admin -> admin.createDelegationToken().delegationToken().get().tokenInfo().tokenId());
  }

  /** Ids of the delegation tokens that the user owns, and brokers know. */
  public List<String> tokenIds() {
    return call(
        admin ->
            admin.describeDelegationToken().delegationTokens().get().stream()
                .map(token -> token.tokenInfo().tokenId())
                .toList());
  }

  /**
   * Expires every delegation token of this user at once.
   *
   * @return how many there were
   */
  public int expireTokens() {
    return call(
        admin -> {
          List<DelegationToken> tokens = admin.describeDelegationToken().delegationTokens().get();
          ExpireDelegationTokenOptions now =
              new ExpireDelegationTokenOptions().expiryTimePeriodMs(-1);
          for (DelegationToken token : tokens) {
            admin.expireDelegationToken(token.hmac(), now).expiryTimestamp().get();
          }
          return tokens.size();
        });
  }

  /** Number of transactions that are not ended yet. */
  public long openTransactions() {
    return call(
        admin ->
            admin
                .listTransactions(
                    new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                .all()
                .get()
                .stream()
                .count());
  }

  private void allow(List<AclBinding> bindings) {
    call(admin -> admin.createAcls(bindings).all().get());
  }

  private interface AdminCall<T> {
    T call(Admin admin) throws ExecutionException, InterruptedException;
  }

  private <T> T call(AdminCall<T> call) {
    try (Admin admin = Admin.create(configuration())) {
      return call.call(admin);
    } catch (ExecutionException e) {
      throw new LabException("Kafka refused: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted while waiting for Kafka", e);
    }
  }
}
