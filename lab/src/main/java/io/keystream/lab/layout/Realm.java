package io.keystream.lab.layout;

import java.util.List;

/** The Kerberos realm of every lab. */
public final class Realm {
  public static final String NAME = "KEYSTREAM.LAB";
  public static final String HOST = "localhost";

  /** Service name of the brokers, which clients put into {@code sasl.kerberos.service.name}. */
  public static final String KAFKA_SERVICE = "kafka";

  /** Name of the database server, and of its certificate; it knows nothing of Kerberos. */
  public static final String POSTGRESQL_SERVICE = "postgresql";

  /** Service name of Hive's metastore. */
  public static final String HIVE_SERVICE = "hive";

  /** Each has the principal {@code <name>/localhost} and a keytab of that name. */
  public static final List<String> SERVICES =
      List.of("nn", "dn", "rm", "nm", KAFKA_SERVICE, HIVE_SERVICE, "HTTP");

  private Realm() {}

  /** The principal of a user, {@code name@REALM}. */
  public static String user(String name) {
    return name + "@" + NAME;
  }

  /** The principal of a service of this machine, {@code name/host@REALM}. */
  public static String service(String name) {
    return name + "/" + HOST + "@" + NAME;
  }
}
