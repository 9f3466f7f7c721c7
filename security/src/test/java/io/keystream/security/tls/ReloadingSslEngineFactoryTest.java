package io.keystream.security.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.security.KafkaClientSecurity;
import io.keystream.security.secrets.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingSslEngineFactoryTest {
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
    certificates.server("elsewhere", "ca", "other.example.com");
    certificates.server("ended", "ca", "localhost", "-startdate", "-3d", "-validity", "1");
    certificates.authority("next-ca");
    certificates.server("of-next", "next-ca", "localhost");
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
    ReloadingSslEngineFactory factory = new ReloadingSslEngineFactory();
    factory.configure(
        configs(new ClientKey(store.toString(), "PKCS12", SecretSource.ofFile(secret.toString()))));
    assertThat(alias(factory)).isEqualTo("job");

    place(certificates.keyStore("PKCS12", "renewed", "another"), store, 10);
    assertThat(alias(factory)).as("a password that does not fit").isEqualTo("job");

    Files.writeString(secret, "another");
    assertThat(alias(factory)).isEqualTo("renewed");
  }

  @Test
  void anAuthorityIsTrustedAsSoonAsItIsInTheTruststore() throws Exception {
    Path truststore = folder.resolve("live.pem");
    place(certificates.pem("ca"), truststore, 0);
    ReloadingSslEngineFactory factory = trusting(truststore);
    connect(factory, "job");
    assertThatThrownBy(() -> connect(factory, "of-next"))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("unable to find valid certification path");

    place(certificates.pem("ca", "next-ca"), truststore, 10);
    connect(factory, "job");
    connect(factory, "of-next");

    place(certificates.pem("next-ca"), truststore, 20);
    connect(factory, "of-next");
    assertThatThrownBy(() -> connect(factory, "job")).isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void aTruststoreThatIsBeingWrittenLeavesTheOneBeforeInUse() throws Exception {
    Path truststore = folder.resolve("half.pem");
    place(certificates.pem("ca"), truststore, 0);
    ReloadingSslEngineFactory factory = trusting(truststore);

    Files.writeString(truststore, "-----BEGIN CERTIFICATE-----\nMIIB");

    connect(factory, "job");
  }

  @Test
  void aCertificateThatHasEndedIsRefused() throws Exception {
    ReloadingSslEngineFactory factory = trusting(certificates.pem("ca"));

    assertThatThrownBy(() -> connect(factory, "ended"))
        .isInstanceOf(SSLHandshakeException.class)
        .hasRootCauseInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() throws Exception {
    ReloadingSslEngineFactory factory = trusting(certificates.pem("ca"));

    assertThatThrownBy(() -> connect(factory, "elsewhere"))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("No subject alternative DNS name matching localhost found");
  }

  @Test
  void aTruststoreThatIsNotThereSaysSo() {
    assertThatThrownBy(() -> trusting(Path.of("/nowhere/ca.pem")))
        .isInstanceOf(KafkaException.class)
        .hasMessage(
            "Truststore /nowhere/ca.pem: No readable file /nowhere/ca.pem"
                + " (ssl.truststore.location)");
  }

  @Test
  void thePropertiesHoldNoPassword() {
    ClientKey key = new ClientKey("job.p12", "PKCS12", SecretSource.ofFile(password.toString()));

    assertThat(ClientCertificate.properties(key).toString())
        .doesNotContain(PASSWORD, "ssl.keystore.password", "ssl.key.password");
  }

  private static ReloadingSslEngineFactory trusting(Path truststore) {
    ReloadingSslEngineFactory factory = new ReloadingSslEngineFactory();
    factory.configure(
        configs(KafkaClientSecurity.unauthenticated(new Truststore(truststore.toString(), "PEM"))));
    return factory;
  }

  private static void connect(ReloadingSslEngineFactory factory, String server) throws Exception {
    Handshake.of(
        factory.createClientSslEngine("localhost", 9093, "https"),
        certificates.serverContext(server).createSSLEngine());
  }

  private static Map<String, Object> configs(ClientKey key) {
    return configs(ClientCertificate.properties(key));
  }

  private static Map<String, Object> configs(Map<String, Object> properties) {
    Map<String, Object> configs = new HashMap<>(properties);
    configs.put("ssl.protocol", "TLSv1.3");
    configs.put("ssl.keymanager.algorithm", "SunX509");
    configs.put("ssl.trustmanager.algorithm", "PKIX");
    configs.putIfAbsent("ssl.truststore.type", "JKS");
    return configs;
  }

  private static void place(Path from, Path to, int seconds) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(to, FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  private static String alias(ReloadingSslEngineFactory factory) throws Exception {
    return factory.keystore().aliases().nextElement();
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
