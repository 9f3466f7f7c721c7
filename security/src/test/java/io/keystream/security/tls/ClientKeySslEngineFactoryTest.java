package io.keystream.security.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.security.secrets.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientKeySslEngineFactoryTest {
  private static final String PASSWORD = "store-secret";
  @TempDir private static Path folder;
  private static TestCertificates certificates;
  private static Path password;

  @BeforeAll
  static void makeStores() throws Exception {
    certificates = new TestCertificates(folder);
    certificates.authority("ca");
    certificates.server("job", "ca", "localhost");
    certificates.server("renewed", "ca", "localhost");
    password = Files.writeString(folder.resolve("store.password"), PASSWORD + "\n");
  }

  @Test
  void storesOfEveryTypeAreOpened() throws Exception {
    for (String type : new String[] {"PKCS12", "JKS"}) {
      Path store = certificates.keyStore(type, "job", PASSWORD);
      ClientKey key =
          new ClientKey(store.toString(), type, SecretSource.ofFile(password.toString()));
      assertThat(name(ClientCertificate.of(key))).isEqualTo("CN=job");
    }
    ClientKey pem =
        new ClientKey(certificates.keyPem("job", "ca").toString(), "PEM", SecretSource.NONE);
    assertThat(name(ClientCertificate.of(pem))).isEqualTo("CN=job");
  }

  @Test
  void aWrongPasswordSaysWhichAndOfWhat() throws Exception {
    Path store = certificates.keyStore("PKCS12", "job", PASSWORD);
    Path wrong = Files.writeString(folder.resolve("wrong.password"), "guess");
    ClientKey key =
        new ClientKey(store.toString(), "PKCS12", SecretSource.ofFile(wrong.toString()));

    assertThatThrownBy(() -> ClientCertificate.of(key))
        .isInstanceOf(KafkaException.class)
        .hasMessage(
            "Key store "
                + store
                + ": cannot be opened with password-file "
                + wrong
                + ": Failed to load SSL keystore "
                + store
                + " of type PKCS12: keystore password was incorrect");
  }

  @Test
  void aStoreThatIsNotThereSaysSo() {
    ClientKey key = new ClientKey("/nowhere/job.p12", "PKCS12", SecretSource.NONE);

    assertThatThrownBy(() -> ClientCertificate.of(key))
        .isInstanceOf(KafkaException.class)
        .hasMessage(
            "Key store /nowhere/job.p12: No readable file /nowhere/job.p12"
                + " (ssl.keystore.location)");
  }

  @Test
  void aStoreThatIsReplacedIsUsedWithThePasswordOfThen() throws Exception {
    Path store = folder.resolve("live.p12");
    Path secret = Files.writeString(folder.resolve("live.password"), PASSWORD);
    place(certificates.keyStore("PKCS12", "job", PASSWORD), store, 0);
    ClientKeySslEngineFactory factory = new ClientKeySslEngineFactory();
    factory.configure(
        configs(new ClientKey(store.toString(), "PKCS12", SecretSource.ofFile(secret.toString()))));
    assertThat(alias(factory)).isEqualTo("job");

    place(certificates.keyStore("PKCS12", "renewed", "another"), store, 10);
    assertThat(alias(factory)).as("a password that does not fit").isEqualTo("job");

    Files.writeString(secret, "another");
    assertThat(alias(factory)).isEqualTo("renewed");
  }

  @Test
  void thePropertiesHoldNoPassword() {
    ClientKey key = new ClientKey("job.p12", "PKCS12", SecretSource.ofFile(password.toString()));

    assertThat(ClientCertificate.properties(key).toString())
        .doesNotContain(PASSWORD, "ssl.keystore.password", "ssl.key.password");
  }

  private static Map<String, Object> configs(ClientKey key) {
    Map<String, Object> configs = new HashMap<>(ClientCertificate.properties(key));
    configs.put("ssl.protocol", "TLSv1.3");
    configs.put("ssl.keymanager.algorithm", "SunX509");
    configs.put("ssl.trustmanager.algorithm", "PKIX");
    configs.put("ssl.truststore.type", "JKS");
    return configs;
  }

  private static void place(Path from, Path to, int seconds) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(to, FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  private static String alias(ClientKeySslEngineFactory factory) throws Exception {
    return factory.keystore().aliases().nextElement();
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
