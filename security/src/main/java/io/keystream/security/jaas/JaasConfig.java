package io.keystream.security.jaas;

/**
 * Values for Kafka's {@code sasl.jaas.config}, one method a way to log in. None holds a secret.
 *
 * <p>They configure one client each. A JVM-wide {@code KafkaClient} entry is avoided on purpose: it
 * makes Spark's token provider stop fetching Kafka tokens altogether.
 */
public final class JaasConfig {
  private static final String KRB5 = "com.sun.security.auth.module.Krb5LoginModule required";

  private JaasConfig() {}

  /** SCRAM with a delegation token that {@code DelegationTokenCallbackHandler} supplies. */
  public static String delegationToken() {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required tokenauth=\"true\";";
  }

  /** SCRAM with a user and a password that {@code ScramCallbackHandler} supplies. */
  public static String scram() {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required;";
  }

  /**
   * GSSAPI with a keytab.
   *
   * @param keytab path of the keytab where the client runs
   */
  public static String keytab(String principal, String keytab, String serviceName) {
    return KRB5
        + " useKeyTab=true storeKey=true doNotPrompt=true keyTab="
        + quoted(keytab)
        + " principal="
        + quoted(principal)
        + " serviceName="
        + quoted(serviceName)
        + ";";
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
