package io.keystream.lab.config;

import io.keystream.lab.LabOptions;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Port;
import io.keystream.lab.layout.Realm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes every configuration file of a lab. Templates are beside {@link Template}. */
public final class ConfigFiles {
  /** The daemons of Hadoop, each of which has its own certificate. */
  private static final List<String> HADOOP_SERVICES = List.of("nn", "dn", "rm", "nm");

  private final LabOptions options;
  private final Folders folders;
  private final Map<String, String> values;

  public ConfigFiles(LabOptions options, Folders folders, Passwords passwords) {
    this.options = options;
    this.folders = folders;
    this.values = commonValues(options, folders, passwords);
  }

  /** Writes all of them; the folders that hold secrets are closed to others. */
  public void write() {
    writeKerberos();
    writeHadoop();
    writeKafka();
    write(folders.sparkHome().resolve("conf/spark-defaults.conf"), spark());
  }

  private void writeKerberos() {
    for (String file : List.of("krb5.conf", "kdc.conf", "kadm5.acl")) {
      write(
          folders.kerberosConf().resolve(file), Template.named("kerberos/" + file).render(values));
    }
  }

  private void writeHadoop() {
    Settings core = settings("hadoop/core-site.properties", values);
    Settings coreServer = settings("hadoop/core-site-server.properties", values);
    Path client = folders.clientConf();
    Path server = folders.serverConf();
    write(client.resolve("core-site.xml"), core.overlaid(options.overrides().of("core")));
    write(
        server.resolve("core-site.xml"),
        core.overlaid(coreServer.values()).overlaid(options.overrides().of("core")));
    for (Path conf : List.of(client, server)) {
      write(conf.resolve("hdfs-site.xml"), overlaid("hadoop/hdfs-site.properties", "hdfs"));
      write(conf.resolve("yarn-site.xml"), overlaid("hadoop/yarn-site.properties", "yarn"));
      write(conf.resolve("ssl-client.xml"), settings("hadoop/ssl-client.properties", values));
    }
    write(
        server.resolve("capacity-scheduler.xml"),
        overlaid("hadoop/capacity-scheduler.properties", "scheduler"));
    // A person at a prompt does not want to wait 15 minutes for a ResourceManager that refuses.
    write(
        folders.toolConf().resolve("yarn-site.xml"),
        overlaid("hadoop/yarn-site.properties", "yarn")
            .overlaid(Map.of("yarn.resourcemanager.connect.max-wait.ms", "10000")));
    write(folders.toolConf().resolve("log4j.properties"), text("hadoop/log4j-tool.properties"));
    write(server.resolve("log4j.properties"), text("hadoop/log4j.properties"));
    write(server.resolve("http-signature-secret"), values.get("http-signature.secret"));
    for (String service : HADOOP_SERVICES) {
      write(
          server.resolve(service).resolve("ssl-server.xml"),
          settings("hadoop/ssl-server.properties", with(Map.of("service", service))));
    }
    write(
        server.resolve("hive").resolve("hive-site.xml"),
        settings("hive/hive-site.properties", values));
    write(server.resolve("hive").resolve("log4j2.properties"), text("hive/log4j2.properties"));
    closeToOthers(server);
  }

  private void writeKafka() {
    Path conf = folders.kafkaConf();
    for (int broker = 1; broker <= options.brokers(); broker++) {
      Settings server = settings("kafka/server.properties", brokerValues(broker));
      Path file = conf.resolve("server-" + broker + ".properties");
      write(file, server.overlaid(options.overrides().of("kafka")).toProperties());
      setMode(file, "rw-------");
    }
    write(folders.kafkaClientConfig(), text("kafka/client.properties"));
  }

  private String spark() {
    return settings("spark/spark-defaults.properties", values)
        .overlaid(options.overrides().of("spark"))
        .toSparkDefaults();
  }

  private Settings overlaid(String template, String file) {
    return settings(template, values).overlaid(options.overrides().of(file));
  }

  private static Settings settings(String template, Map<String, String> values) {
    return Settings.parse(Template.named(template).render(values));
  }

  private String text(String template) {
    return Template.named(template).render(values);
  }

  private Map<String, String> brokerValues(int broker) {
    int base = options.portBase();
    String voters =
        IntStream.rangeClosed(1, options.brokers())
            .mapToObj(i -> i + "@localhost:" + Port.KAFKA_CONTROLLER.ofBroker(base, i))
            .collect(Collectors.joining(","));
    String jaas =
        "com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true"
            + " keyTab=\"%s\" principal=\"%s\";"
                .formatted(folders.keytab(Realm.KAFKA_SERVICE), Realm.service(Realm.KAFKA_SERVICE));
    return with(
        Map.of(
            "broker.id", Integer.toString(broker),
            "broker.client-port", Integer.toString(Port.KAFKA_CLIENT.ofBroker(base, broker)),
            "broker.certificates-port",
                Integer.toString(Port.KAFKA_CERTIFICATES.ofBroker(base, broker)),
            "broker.controller-port",
                Integer.toString(Port.KAFKA_CONTROLLER.ofBroker(base, broker)),
            "broker.jaas", jaas,
            "controller.voters", voters,
            "kafka.replication", Integer.toString(Math.min(3, options.brokers()))));
  }

  private Map<String, String> with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(values);
    all.putAll(more);
    return all;
  }

  private static Map<String, String> commonValues(
      LabOptions options, Folders folders, Passwords passwords) {
    Map<String, String> values = new HashMap<>();
    values.put("realm", Realm.NAME);
    values.put("host", Realm.HOST);
    values.put("root", folders.root().toString());
    values.put("keystore.password", passwords.keystore());
    values.put("truststore.password", passwords.truststore());
    values.put("delegation-token.secret", passwords.delegationTokenSecret());
    values.put("http-signature.secret", passwords.httpSignatureSecret());
    for (Port port : Port.values()) {
      values.put(port.templateName(), Integer.toString(port.in(options.portBase())));
    }
    return values;
  }

  private static void write(Path file, Settings settings) {
    write(file, settings.toHadoopXml());
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void closeToOthers(Path folder) {
    setMode(folder, "rwx------");
  }

  private static void setMode(Path path, String mode) {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
