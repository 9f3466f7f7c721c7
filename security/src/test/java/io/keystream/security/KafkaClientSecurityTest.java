package io.keystream.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.security.jaas.ScramCallbackHandler;
import io.keystream.security.secrets.SecretSource;
import io.keystream.security.tls.ClientKey;
import io.keystream.security.tls.ReloadingSslEngineFactory;
import io.keystream.security.tls.Truststore;
import io.keystream.security.token.DelegationTokenCallbackHandler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaClientSecurityTest {
  private static final Truststore TRUSTSTORE = new Truststore("ca.pem", "PEM");

  private final Map<String, Object> token = KafkaClientSecurity.delegationToken("c1", TRUSTSTORE);
  private final Map<String, Object> keytab =
      KafkaClientSecurity.keytab("job@REALM", "job.keytab", "kafka", TRUSTSTORE);

  private final Map<String, Object> scram =
      KafkaClientSecurity.scram(
          "loader",
          "SCRAM-SHA-256",
          new SecretSource(null, "kafka.password", "jceks://hdfs/s.jceks", null),
          TRUSTSTORE);
  private final Map<String, Object> certificate =
      KafkaClientSecurity.certificate(
          new ClientKey("job.p12", "PKCS12", SecretSource.ofFile("job.password")), TRUSTSTORE);
  private final Map<String, Object> nobody = KafkaClientSecurity.unauthenticated(TRUSTSTORE);

  @Test
  void everyWayToLogInUsesTlsAndVerifiesHostNames() {
    assertThat(List.of(token, keytab, scram))
        .allSatisfy(
            properties -> assertThat(properties).containsEntry("security.protocol", "SASL_SSL"));
    assertThat(List.of(certificate, nobody))
        .allSatisfy(properties -> assertThat(properties).containsEntry("security.protocol", "SSL"));
    assertThat(List.of(token, keytab, scram, certificate, nobody))
        .allSatisfy(
            properties ->
                assertThat(properties)
                    .containsEntry("ssl.endpoint.identification.algorithm", "https")
                    .containsEntry("ssl.truststore.location", "ca.pem")
                    .containsEntry("ssl.truststore.type", "PEM"));
  }

  @Test
  void everyWayToLogInTakesUpStoresThatAreReplaced() {
    assertThat(List.of(token, keytab, scram, certificate, nobody))
        .allSatisfy(
            properties ->
                assertThat(properties)
                    .containsEntry(
                        "ssl.engine.factory.class", ReloadingSslEngineFactory.class.getName()));
  }

  @Test
  void noWayToLogInHoldsAPassword() {
    assertThat(List.of(token, keytab, scram, certificate, nobody))
        .allSatisfy(
            properties -> {
              assertThat(properties.keySet())
                  .noneMatch(key -> key.startsWith("ssl.") && key.contains("password"));
              assertThat(properties.values()).noneMatch(v -> v.toString().contains("password="));
            });
  }

  @Test
  void aDelegationTokenIsTakenFromTheCallbackHandler() {
    assertThat(token)
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry(
            "sasl.client.callback.handler.class", DelegationTokenCallbackHandler.class.getName())
        .containsEntry("keystream.delegation.token.cluster", "c1");
  }

  @Test
  void aKeytabLogsInByGssapi() {
    assertThat(keytab)
        .containsEntry("sasl.mechanism", "GSSAPI")
        .doesNotContainKey("sasl.client.callback.handler.class");
    assertThat(keytab.get("sasl.jaas.config").toString())
        .contains("keyTab=\"job.keytab\"", "principal=\"job@REALM\"");
  }

  @Test
  void aPasswordIsReadByTheCallbackHandler() {
    assertThat(scram)
        .containsEntry("sasl.mechanism", "SCRAM-SHA-256")
        .containsEntry("sasl.client.callback.handler.class", ScramCallbackHandler.class.getName())
        .containsEntry(
            "sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required;")
        .containsEntry("keystream.scram.user", "loader")
        .containsEntry("keystream.scram.password.alias", "kafka.password")
        .containsEntry("keystream.scram.password.provider", "jceks://hdfs/s.jceks");
  }

  @Test
  void aCertificateIsReadByTheEngineFactory() {
    assertThat(certificate)
        .containsEntry("ssl.keystore.location", "job.p12")
        .containsEntry("ssl.keystore.type", "PKCS12")
        .containsEntry("keystream.keystore.password.file", "job.password");
  }

  @Test
  void plainTextHasNothingElse() {
    assertThat(KafkaClientSecurity.unprotected())
        .isEqualTo(Map.of("security.protocol", "PLAINTEXT"));
  }
}
