package io.keystream.lab.daemon;

import io.keystream.lab.LabOptions;
import io.keystream.lab.client.KafkaSession;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Port;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Kafka brokers, each of which is a KRaft controller as well. */
final class KafkaDaemons {
  private final LabOptions options;
  private final Folders folders;
  private final KafkaSession admin;

  KafkaDaemons(LabOptions options, Folders folders, KafkaSession admin) {
    this.options = options;
    this.folders = folders;
    this.admin = admin;
  }

  /** The command that prepares the log folder of one broker. */
  List<String> formatCommand(int broker, String clusterId) {
    return java()
        .line(
            "kafka.tools.StorageTool", "format", "-t", clusterId, "-c", config(broker).toString());
  }

  Daemon broker(int broker) {
    int client = Port.KAFKA_CLIENT.ofBroker(options.portBase(), broker);
    int certificates = Port.KAFKA_CERTIFICATES.ofBroker(options.portBase(), broker);
    int controller = Port.KAFKA_CONTROLLER.ofBroker(options.portBase(), broker);
    return new Daemon(
        name(broker),
        java().line("kafka.Kafka", config(broker).toString()),
        Map.of(),
        List.of(client, certificates, controller),
        "SASL_SSL localhost:" + client,
        () -> admin.requireBroker(broker));
  }

  /** A single broker is called {@code kafka}, several {@code kafka-1}, {@code kafka-2}, ... */
  private String name(int broker) {
    return options.brokers() == 1 ? "kafka" : "kafka-" + broker;
  }

  private Path config(int broker) {
    return folders.kafkaConf().resolve("server-" + broker + ".properties");
  }

  private JavaCommand java() {
    return java(folders);
  }

  /** A JVM with Kafka's classes. */
  static JavaCommand java(Folders folders) {
    return new JavaCommand(folders, 384, folders.dist("kafka").resolve("jars/*"))
        .property(
            "log4j.configuration", "file:" + folders.serverConf().resolve("log4j.properties"));
  }
}
