package io.keystream.lab.daemon;

import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import io.keystream.lab.client.HadoopSession;
import io.keystream.lab.client.KafkaSession;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Realm;
import java.util.ArrayList;
import java.util.List;

/** Every daemon of one lab. */
public final class Daemons {
  private final LabOptions options;
  private final KerberosDaemons kerberos;
  private final HadoopDaemons hadoop;
  private final KafkaDaemons kafka;
  private final PostgreSql postgreSql;
  private final OtherKafka otherKafka;
  private final OtherHdfs otherHdfs;
  private final HiveMetastore hiveMetastore;
  private final Prometheus prometheus;

  public Daemons(
      LabOptions options, Folders folders, HadoopSession hadoopAdmin, KafkaSession kafkaAdmin) {
    this.options = options;
    this.kerberos = new KerberosDaemons(options, folders);
    this.hadoop = new HadoopDaemons(options, folders, hadoopAdmin);
    this.kafka = new KafkaDaemons(options, folders, kafkaAdmin);
    this.postgreSql = new PostgreSql(options, folders);
    this.otherKafka = new OtherKafka(options, folders);
    this.otherHdfs = new OtherHdfs(options, folders);
    this.hiveMetastore = new HiveMetastore(options, folders);
    this.prometheus = new Prometheus(options, folders);
  }

  /** Those that must serve before anything else can log in. */
  public List<Daemon> first() {
    return List.of(kerberos.kdc(), kerberos.kadmin());
  }

  /** Those that find each other, in whatever order they start. */
  public List<Daemon> others() {
    List<Daemon> daemons = new ArrayList<>();
    daemons.add(hadoop.nameNode());
    for (int broker = 1; broker <= options.brokers(); broker++) {
      daemons.add(kafka.broker(broker));
    }
    daemons.addAll(List.of(hadoop.resourceManager(), hadoop.dataNode(), hadoop.nodeManager()));
    return daemons;
  }

  public List<Daemon> all() {
    List<Daemon> daemons = new ArrayList<>(first());
    daemons.addAll(others());
    return daemons;
  }

  /** The daemon of this name; the message of the exception lists those there are. */
  public Daemon named(String name) {
    if (name.equals(Realm.POSTGRESQL_SERVICE)) {
      // No part of the cluster, like those below: it runs only where somebody made and starts it.
      return postgreSql.daemon();
    }
    if (name.equals(OtherKafka.NAME)) {
      return otherKafka.daemon();
    }
    if (OtherHdfs.NAMES.contains(name)) {
      return otherHdfs.daemon(name);
    }
    if (name.equals(HiveMetastore.NAME)) {
      return hiveMetastore.daemon();
    }
    if (name.equals(Prometheus.NAME)) {
      return prometheus.daemon();
    }
    return all().stream()
        .filter(daemon -> daemon.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new LabException(
                    "No daemon is called %s. There are: %s"
                        .formatted(
                            name, String.join(", ", all().stream().map(Daemon::name).toList()))));
  }

  /** The command that creates an empty HDFS. */
  public List<String> formatNameNode() {
    return hadoop.formatCommand();
  }

  /** The command that prepares the log folder of a broker. */
  public List<String> formatBroker(int broker, String clusterId) {
    return kafka.formatCommand(broker, clusterId);
  }
}
