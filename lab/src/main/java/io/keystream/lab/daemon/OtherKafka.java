package io.keystream.lab.daemon;

import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.client.KafkaSession;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Port;
import io.keystream.lab.process.Command;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka cluster of one broker beside that of the lab, of the same realm and authority, with
 * topics, ACLs and delegation tokens of its own.
 */
public final class OtherKafka {
  /** Name of its only daemon. */
  public static final String NAME = "kafka-other";

  private static final int BROKER = 1;

  private final Folders folders;
  private final int client;
  private final int certificates;
  private final int open;
  private final int controller;

  public OtherKafka(LabOptions options, Folders folders) {
    this.folders = folders;
    this.client = Port.OTHER_KAFKA_CLIENT.in(options.portBase());
    this.certificates = Port.OTHER_KAFKA_CERTIFICATES.in(options.portBase());
    this.open = Port.OTHER_KAFKA_OPEN.in(options.portBase());
    this.controller = Port.OTHER_KAFKA_CONTROLLER.in(options.portBase());
  }

  /** Makes an empty cluster, unless there is one. */
  public void create() {
    if (Files.exists(data())) {
      return;
    }
    configure();
    Command.of(
            java()
                .line(
                    "kafka.tools.StorageTool",
                    "format",
                    "-t",
                    Uuid.randomUuid().toString(),
                    "-c",
                    configuration().toString()))
        .run()
        .orThrow();
  }

  /** The broker; {@link #create} comes first. */
  public Daemon daemon() {
    return new Daemon(
        NAME,
        java().line("kafka.Kafka", configuration().toString()),
        Map.of(),
        List.of(client, certificates, open, controller),
        "SASL_SSL " + bootstrapServers(),
        () -> as(LabUser.ADMIN).requireBroker(BROKER));
  }

  /** Where clients find it. */
  public String bootstrapServers() {
    return "localhost:" + client;
  }

  /** Where clients find it that show a certificate. */
  public String certificates() {
    return "localhost:" + certificates;
  }

  /** Where clients find it that prove nothing; they are {@code User:ANONYMOUS}. */
  public String open() {
    return "localhost:" + open;
  }

  /** Access from Java. */
  public KafkaSession as(LabUser user) {
    return new KafkaSession(folders, bootstrapServers(), user);
  }

  /** That of the lab's first broker, but for what makes it another cluster. */
  private void configure() {
    Properties settings = new Properties();
    try (Reader reader =
        Files.newBufferedReader(folders.kafkaConf().resolve("server-1.properties"))) {
      settings.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String listeners =
        "CLIENT://%s,CERTIFICATES://%s,OPEN://%s"
            .formatted(bootstrapServers(), certificates(), open());
    settings.merge("listener.security.protocol.map", ",OPEN:SSL", (map, more) -> "" + map + more);
    settings.putAll(
        Map.of(
            "node.id",
            Integer.toString(BROKER),
            "controller.quorum.voters",
            BROKER + "@localhost:" + controller,
            "listeners",
            listeners + ",CONTROLLER://localhost:" + controller,
            "advertised.listeners",
            listeners,
            "log.dirs",
            data().toString(),
            "delegation.token.secret.key",
            UUID.randomUUID().toString(),
            "default.replication.factor",
            "1",
            "offsets.topic.replication.factor",
            "1",
            "transaction.state.log.replication.factor",
            "1"));
    try {
      Files.deleteIfExists(configuration());
      Files.createFile(
          configuration(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (Writer writer = Files.newBufferedWriter(configuration())) {
        settings.store(writer, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path configuration() {
    return folders.kafkaConf().resolve(NAME + ".properties");
  }

  private Path data() {
    return folders.data().resolve(NAME);
  }

  private JavaCommand java() {
    return KafkaDaemons.java(folders);
  }
}
