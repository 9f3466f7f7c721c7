package io.keystream.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sections of {@code pipeline.yaml} about Kafka clusters, for each way to log in. */
record KafkaSections(Lab lab, String topic) {

  Map<String, Object> source(String servers, Map<String, Object> security) {
    Map<String, Object> kafka = new HashMap<>(cluster(servers, security));
    kafka.put("topics", List.of(topic));
    return Map.of("kafka", kafka);
  }

  Map<String, Object> cluster(String servers, Map<String, Object> security) {
    return Map.of("bootstrap-servers", List.of(servers.split(",")), "security", security);
  }

  /**
   * By a user and a password.
   *
   * @param password the keys that say where it is
   */
  Map<String, Object> scram(String user, Map<String, String> password) {
    Map<String, Object> scram = new HashMap<>(password);
    scram.putAll(Map.of("user", user, "mechanism", "SCRAM-SHA-256"));
    return Map.of("auth", "scram", "truststore", truststore(), "scram", scram);
  }

  /** By the certificate in the client's key store, with the password in {@code store.password}. */
  Map<String, Object> mtls(String client) {
    return Map.of(
        "auth",
        "mtls",
        "truststore",
        truststore(),
        "keystore",
        Map.of("location", client + ".p12", "password-file", "store.password"));
  }

  Map<String, Object> none() {
    return Map.of(
        "auth", "none",
        "allow-unauthenticated", "anyone-may-read-and-write",
        "truststore", truststore());
  }

  private Map<String, Object> truststore() {
    return Map.of("location", lab.folders().truststore().toString());
  }
}
