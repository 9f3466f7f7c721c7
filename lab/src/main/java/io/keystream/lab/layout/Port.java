package io.keystream.lab.layout;

import java.util.Locale;

/** What listens where, as an offset from the lab's base port. All of a lab is below base + 100. */
public enum Port {
  KDC(0),
  KADMIN(1),
  KPASSWD(2),
  NAMENODE_RPC(10),
  NAMENODE_HTTPS(11),
  DATANODE_DATA(12),
  DATANODE_IPC(13),
  DATANODE_HTTPS(14),
  RESOURCEMANAGER_CLIENT(20),
  RESOURCEMANAGER_SCHEDULER(21),
  RESOURCEMANAGER_TRACKER(22),
  RESOURCEMANAGER_ADMIN(23),
  RESOURCEMANAGER_HTTPS(24),
  NODEMANAGER_IPC(30),
  NODEMANAGER_LOCALIZER(31),
  NODEMANAGER_HTTPS(32),
  NODEMANAGER_COLLECTOR(33),
  /** Of a job's first TCP receiver. */
  RECEIVER(34),
  POSTGRESQL(36),
  HIVE_METASTORE(37),
  OTHER_KAFKA_CLIENT(38),
  OTHER_KAFKA_CONTROLLER(39),
  /** Of the first broker; every further broker is two higher. */
  KAFKA_CLIENT(40),
  /** Of the first broker; every further broker is two higher. */
  KAFKA_CONTROLLER(41),
  PROMETHEUS(60),
  /** What the lab serves in the place of a gateway's node_exporter. */
  TEXTFILES(61),
  /** Where clients show a certificate, of the first broker; every further broker is two higher. */
  KAFKA_CERTIFICATES(70),
  OTHER_KAFKA_CERTIFICATES(90),
  OTHER_NAMENODE_RPC(91),
  OTHER_NAMENODE_HTTPS(92),
  OTHER_DATANODE_DATA(93),
  OTHER_DATANODE_IPC(94),
  OTHER_DATANODE_HTTPS(95),
  /** Where clients prove nothing. */
  OTHER_KAFKA_OPEN(96);

  private final int offset;

  Port(int offset) {
    this.offset = offset;
  }

  /** The port number in a lab whose ports start at {@code base}. */
  public int in(int base) {
    return base + offset;
  }

  /** The port number of the broker numbered {@code broker}, from 1. */
  public int ofBroker(int base, int broker) {
    return in(base) + 2 * (broker - 1);
  }

  /** The name that templates use: {@code ${port.namenode-rpc}}. */
  public String templateName() {
    return "port." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
