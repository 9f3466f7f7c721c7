package io.keystream.security;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void everyWayToLogInUsesTlsAndVerifiesHostNames() {
    assertThat(List.of(token, keytab))
        .allSatisfy(
            properties ->
                assertThat(properties)
                    .containsEntry("security.protocol", "SASL_SSL")
                    .containsEntry("ssl.endpoint.identification.algorithm", "https")
                    .containsEntry("ssl.truststore.location", "ca.pem")
                    .containsEntry("ssl.truststore.type", "PEM"));
  }

  @Test
  void noWayToLogInHoldsAPassword() {
    assertThat(List.of(token, keytab))
        .allSatisfy(
            properties -> {
              assertThat(properties.keySet()).noneMatch(key -> key.contains("password"));
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
}
