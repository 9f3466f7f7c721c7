package io.keystream.security.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.security.secrets.SecretSource;
import io.keystream.security.tls.ClientKey;
import io.keystream.security.tls.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialChecksTest {
  private static final String PASSWORD = "store-secret";
  @TempDir private static Path folder;
  private static TestCertificates certificates;
  private static Path password;

  @BeforeAll
  static void makeStores() throws Exception {
    certificates = new TestCertificates(folder);
    certificates.authority("ca");
    certificates.server("good", "ca", "localhost", "-validity", "365");
    certificates.server("ending", "ca", "localhost", "-validity", "5");
    certificates.server("ended", "ca", "localhost", "-startdate", "-10d", "-validity", "5");
    certificates.server("early", "ca", "localhost", "-startdate", "+10d", "-validity", "50");
    password = Files.writeString(folder.resolve("store.password"), PASSWORD);
  }

  @Test
  void aPasswordThatCanBeReadIsNotShown() throws Exception {
    Finding finding = only(List.of(password(SecretSource.ofFile(password.toString()))));

    assertThat(finding.ok()).isTrue();
    assertThat(finding.lookedAt()).isEqualTo("password of user loader: password-file " + password);
    assertThat(finding.toString()).doesNotContain(PASSWORD);
  }

  @Test
  void aPasswordThatIsNotThereIsAnError() throws Exception {
    Finding finding = only(List.of(password(SecretSource.ofFile("/nowhere/kafka.password"))));

    assertThat(finding.ok()).isFalse();
    assertThat(finding.id()).isEqualTo("kafka-password");
    assertThat(finding.found()).contains("No readable password-file at /nowhere/kafka.password");
  }

  @Test
  void aValidCertificateIsDescribed() throws Exception {
    Finding finding = keystore("good", password).get(0);

    assertThat(finding.ok()).isTrue();
    assertThat(finding.found()).startsWith("CN=good, signed by CN=ca, valid from ");
  }

  @Test
  void aCertificateThatIsNotValidIsAnError() throws Exception {
    assertThat(keystore("ending", password).get(0).found())
        .startsWith("CN=ending, signed by CN=ca, valid from ")
        .endsWith(", which is less than 14 days");
    assertThat(keystore("ended", password).get(0).found()).endsWith(", which is not now");
    assertThat(keystore("early", password).get(0).found()).endsWith(", which is not now");
  }

  @Test
  void aWrongPasswordSaysWhichAndWhere() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.password"), "guess");
    Finding finding = keystore("good", wrong).get(0);

    assertThat(finding.ok()).isFalse();
    assertThat(finding.found())
        .contains("good-key.PKCS12")
        .contains("password-file " + wrong)
        .endsWith("keystore password was incorrect")
        .doesNotContain("guess");
  }

  @Test
  void thePageOfTheJobNeedsAKeyThatOpens() throws Exception {
    Path store = certificates.keyStore("PKCS12", "good", PASSWORD);
    Path wrong = Files.writeString(folder.resolve("wrong.password"), "guess");

    assertThat(only(List.of(CredentialChecks.pageKeystore(key(store, password)))).ok()).isTrue();
    assertThat(only(List.of(CredentialChecks.pageKeystore(key(store, wrong)))).found())
        .endsWith("keystore password was incorrect");
  }

  @Test
  void aKeyThatOthersCanReadIsAWarning() throws Exception {
    Path store = certificates.keyStore("PKCS12", "good", PASSWORD);
    Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-r-----"));
    Finding open = Preflight.run(CredentialChecks.keystore(key(store, password))).checks().get(1);
    Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("r--------"));
    Finding closed = Preflight.run(CredentialChecks.keystore(key(store, password))).checks().get(1);

    assertThat(open.found()).isEqualTo("mode rw-r-----, wanted r-------- (0400)");
    assertThat(open.severity()).isEqualTo("warning");
    assertThat(closed.ok()).isTrue();
    Files.delete(store);
  }

  private static Check password(SecretSource source) {
    return CredentialChecks.password("loader", source, new Configuration(false));
  }

  private static List<Finding> keystore(String alias, Path password) throws Exception {
    Path store = certificates.keyStore("PKCS12", alias, PASSWORD);
    return Preflight.run(CredentialChecks.keystore(key(store, password))).checks();
  }

  private static ClientKey key(Path store, Path password) {
    return new ClientKey(store.toString(), "PKCS12", SecretSource.ofFile(password.toString()));
  }

  private static Finding only(List<Check> checks) throws InterruptedException {
    return Preflight.run(checks).checks().get(0);
  }
}
