package io.keystream.security.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedCertificatesTest {
  private static final char[] PASSWORD = "for-tests-only".toCharArray();
  private static final String NOTHING_READABLE =
      " holds no certificate that can be read without a password";

  @TempDir private static Path folder;
  private static TestCertificates certificates;

  @BeforeAll
  static void makeAuthorities() throws Exception {
    certificates = new TestCertificates(folder);
    certificates.authority("ca1");
    certificates.authority("ca2");
  }

  @Test
  void readsEveryCertificateOfAPemFile() throws Exception {
    assertThat(TrustedCertificates.load(store(certificates.pem("ca1", "ca2"), "PEM")).size())
        .isEqualTo(2);
  }

  @Test
  void readsAJksStoreWithoutItsPassword() throws Exception {
    Path file = certificates.store("JKS", "ca1", PASSWORD);

    assertThat(TrustedCertificates.load(store(file, "JKS")).size()).isEqualTo(1);
  }

  @Test
  void readsAPkcs12StoreThatWasMadeWithoutAPassword() throws Exception {
    Path file = certificates.openStore("ca1");

    assertThat(TrustedCertificates.load(store(file, "PKCS12")).size()).isEqualTo(1);
  }

  @Test
  void refusesAPkcs12StoreWhoseCertificatesNeedAPassword() throws Exception {
    Path file = certificates.store("PKCS12", "ca1", PASSWORD);

    assertThatThrownBy(() -> TrustedCertificates.context(store(file, "PKCS12")))
        .isInstanceOf(IOException.class)
        .hasMessage("Truststore " + file + NOTHING_READABLE);
  }

  @Test
  void refusesAPemFileWithoutCertificates() throws Exception {
    Path file = Files.createFile(folder.resolve("empty.pem"));

    assertThatThrownBy(() -> TrustedCertificates.context(store(file, "PEM")))
        .isInstanceOf(IOException.class)
        .hasMessage("Truststore " + file + NOTHING_READABLE);
  }

  @Test
  void refusesAPemFileThatIsSomethingElse() throws Exception {
    Path file = Files.writeString(folder.resolve("text.pem"), "this is no certificate\n");

    assertThatThrownBy(() -> TrustedCertificates.context(store(file, "PEM")))
        .isInstanceOfAny(IOException.class, CertificateException.class);
  }

  @Test
  void namesAStoreThatIsNotThere() {
    Path file = folder.resolve("missing.pem");

    assertThatThrownBy(() -> TrustedCertificates.context(store(file, "PEM")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(file.toString());
  }

  private static Truststore store(Path file, String type) {
    return new Truststore(file.toString(), type);
  }
}
