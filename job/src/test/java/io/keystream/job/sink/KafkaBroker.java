package io.keystream.job.sink;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker in a process of its own for all tests of a class. Who connects in plain text may do
 * everything; the user {@value #USER} only what ACLs allow. Nothing is ever deleted for its age, as
 * tests give records times of long ago.
 */
public class KafkaBroker implements BeforeAllCallback, AfterAllCallback {
  private static final String USER = "job";
  private static final String CLUSTER_ID = "a2V5c3RyZWFtLXRlc3RzLg";
  private static final Duration START = Duration.ofMinutes(4);
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  private final int port = freePort();
  private final int userPort = freePort();
  private final int controllerPort = freePort();
  private Path folder;
  private Process process;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    folder = Files.createTempDirectory("kafka-broker");
    Path properties =
        Files.writeString(folder.resolve("server.properties"), properties() + more(folder));
    String[] format = {"format", "-t", CLUSTER_ID, "-c", properties.toString()};
    if (kafka.tools.StorageTool.execute(format, new PrintStream(PrintStream.nullOutputStream()))
        != 0) {
      throw new IllegalStateException("Cannot format " + folder);
    }
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Further lines of server.properties, which win over those before. */
  String more(Path folder) throws Exception {
    return "";
  }

  /** Lines that add listeners to those of {@link #properties}, each {@code NAME://host:port}. */
  final String listeners(String others, String protocols) {
    return """
    listeners=PLAIN://localhost:%1$d,USERS://localhost:%2$d,CONTROLLER://localhost:%3$d,%4$s
    advertised.listeners=PLAIN://localhost:%1$d,USERS://localhost:%2$d,%4$s
    listener.security.protocol.map=PLAIN:PLAINTEXT,USERS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT,%5$s
    """
        .formatted(port, userPort, controllerPort, others, protocols);
  }

  /** Starts it, also again, and returns when it serves. */
  void start() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            folder.resolve("server.properties").toString());
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    try (Admin admin = admin()) {
      int patience = Math.toIntExact(START.toMillis());
      admin.describeCluster(new DescribeClusterOptions().timeoutMs(patience)).nodes().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(Files.readString(folder.resolve("log")), e);
    }
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private String properties() {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@localhost:%3$d
    listeners=PLAIN://localhost:%1$d,USERS://localhost:%2$d,CONTROLLER://localhost:%3$d
    advertised.listeners=PLAIN://localhost:%1$d,USERS://localhost:%2$d
    listener.security.protocol.map=PLAIN:PLAINTEXT,USERS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=PLAIN
    controller.listener.names=CONTROLLER
    sasl.enabled.mechanisms=PLAIN
    listener.name.users.plain.sasl.jaas.config=%4$s user_job="secret";
    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
    super.users=User:ANONYMOUS
    log.dirs=%5$s
    auto.create.topics.enable=false
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=4
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=4
    group.initial.rebalance.delay.ms=0
    log.cleaner.dedupe.buffer.size=8388608
    log.retention.ms=-1
    """
        .formatted(port, userPort, controllerPort, LOGIN, folder.resolve("data"));
  }

  /** How a client connects that may do everything. */
  public Map<String, Object> client() {
    return Map.of("bootstrap.servers", "localhost:" + port);
  }

  /** How the user connects that may do what ACLs allow. */
  Map<String, Object> userClient() {
    return Map.of(
        "bootstrap.servers",
        "localhost:" + userPort,
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        LOGIN + " username=\"" + USER + "\" password=\"secret\";");
  }

  /** Allows the user an operation on what begins with a name. */
  void allow(ResourceType type, String prefix, AclOperation operation) throws Exception {
    try (Admin admin = admin()) {
      admin
          .createAcls(
              List.of(
                  new AclBinding(
                      new ResourcePattern(type, prefix, PatternType.PREFIXED),
                      new AccessControlEntry(
                          "User:" + USER, "*", operation, AclPermissionType.ALLOW))))
          .all()
          .get();
    }
  }

  /** Creates a topic. */
  public void createTopic(String name, int partitions, Map<String, String> configs)
      throws Exception {
    try (Admin admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)))
          .all()
          .get();
    }
  }

  /** Access as the one who may do everything. */
  public Admin admin() {
    return Admin.create(new HashMap<>(client()));
  }

  /**
   * Every committed record of a topic, partition by partition; waits for open transactions. A
   * commit returns to the producer before the partitions hold its markers, and to a reader of what
   * is committed the topic seems to end before the transaction until then: so another asks for the
   * ends.
   */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
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
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    Map<String, Object> properties = new HashMap<>(client());
    properties.put("isolation.level", isolation);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
