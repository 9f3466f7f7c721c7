package io.keystream.security.jaas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kafka's own parser makes of the texts. */
class JaasConfigTest {

  @Test
  void aDelegationTokenLogsInByScramWithTokenAuthentication() {
    AppConfigurationEntry entry = parse(JaasConfig.delegationToken());

    assertThat(entry.getLoginModuleName())
        .isEqualTo("org.apache.kafka.common.security.scram.ScramLoginModule");
    assertThat(entry.getControlFlag()).isEqualTo(LoginModuleControlFlag.REQUIRED);
    assertThat(entry.getOptions()).isEqualTo(Map.of("tokenauth", "true"));
  }

  @Test
  void aKeytabLogsInByKerberosWithoutEverAsking() {
    AppConfigurationEntry entry =
        parse(JaasConfig.keytab("job/host@REALM", "kafka-client.keytab", "kafka"));

    assertThat(entry.getLoginModuleName())
        .isEqualTo("com.sun.security.auth.module.Krb5LoginModule");
    assertThat(entry.getControlFlag()).isEqualTo(LoginModuleControlFlag.REQUIRED);
    assertThat(entry.getOptions())
        .isEqualTo(
            Map.of(
                "useKeyTab", "true",
                "storeKey", "true",
                "doNotPrompt", "true",
                "keyTab", "kafka-client.keytab",
                "principal", "job/host@REALM",
                "serviceName", "kafka"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/key tabs/a.keytab",
        "C:\\keytabs\\new.keytab",
        "quote\".keytab",
        "ends-with\\",
        "a;b=c.keytab",
        "// no comment",
        "it's",
        "\\\"",
      })
  void quotingBringsEveryValueThroughUnchanged(String value) {
    AppConfigurationEntry entry = parse(JaasConfig.keytab(value, value, value));

    assertThat(entry.getOptions().get("principal")).isEqualTo(value);
    assertThat(entry.getOptions().get("keyTab")).isEqualTo(value);
    assertThat(entry.getOptions().get("serviceName")).isEqualTo(value);
  }

  private static AppConfigurationEntry parse(String text) {
    Map<String, ?> client = Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(text));
    return JaasContext.loadClientContext(client).configurationEntries().get(0);
  }
}
