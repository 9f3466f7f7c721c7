package io.keystream.lab.layout;

import java.nio.file.Path;

/**
 * The work folder of a lab. Everything a lab writes is below {@code root}.
 *
 * @param root absolute path
 */
public record Folders(Path root) {
  /** Client wrappers: {@code hdfs}, {@code kafka-topics}, ... */
  public Path bin() {
    return root.resolve("bin");
  }

  /** What a client of the cluster is configured with; holds no secret. */
  public Path clientConf() {
    return root.resolve("conf/hadoop");
  }

  /** What the command line tools have before {@link #clientConf}. */
  public Path toolConf() {
    return root.resolve("conf/hadoop-tool");
  }

  /** The same for the daemons, with the passwords of their key stores. */
  public Path serverConf() {
    return root.resolve("conf/hadoop-server");
  }

  public Path kafkaConf() {
    return root.resolve("conf/kafka");
  }

  public Path kafkaClientConfig() {
    return kafkaConf().resolve("client.properties");
  }

  public Path kerberosConf() {
    return root.resolve("conf/kerberos");
  }

  public Path krb5Conf() {
    return kerberosConf().resolve("krb5.conf");
  }

  public Path kdcConf() {
    return kerberosConf().resolve("kdc.conf");
  }

  /** State of the daemons: KDC database, blocks, topics. */
  public Path data() {
    return root.resolve("data");
  }

  /** Temporary files of the daemons. */
  public Path temporary() {
    return data().resolve("tmp");
  }

  /** Jars of Hadoop and Kafka, and the native library. */
  public Path dist(String name) {
    return root.resolve("dist").resolve(name);
  }

  public Path sparkHome() {
    return root.resolve("spark");
  }

  public Path keytabs() {
    return root.resolve("keytabs");
  }

  /** The keytab of a user or a service. */
  public Path keytab(String name) {
    return keytabs().resolve(name + ".keytab");
  }

  /** One log per daemon, {@code <name>.log}. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** Records of running processes, and the lock. */
  public Path run() {
    return root.resolve("run");
  }

  /** Ticket caches, one per user. */
  public Path tickets() {
    return root.resolve("tickets");
  }

  public Path tls() {
    return root.resolve("tls");
  }

  /** The authority that signs for every daemon. */
  public Path truststore() {
    return tls().resolve("ca.pem");
  }

  /** The same for programs that read only the formats of Java; no password is needed to read it. */
  public Path javaTruststore() {
    return tls().resolve("ca.jks");
  }

  /** An unrelated authority: a client that trusts only this one must refuse every daemon. */
  public Path otherTruststore() {
    return tls().resolve("other-ca.pem");
  }

  /** What Ansible places on this machine as the gateway of pipelines. */
  public Path gateway() {
    return root.resolve("gateway");
  }

  /** The inventory variables of a pipeline, for {@code ansible-playbook -e @FILE}. */
  public Path gatewayVariables(String pipeline) {
    return data().resolve("gateway-variables").resolve(pipeline + ".json");
  }
}
