package io.keystream.security.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.security.kerberos.TestKeytab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeytabChecksTest {
  private static final String PRINCIPAL = "job@REALM";
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"r--------", "rw-------"})
  void passesAKeytabThatOnlyItsOwnerReads(String mode) throws Exception {
    Finding finding = mode(keytab(mode));

    assertThat(finding.ok()).isTrue();
    assertThat(finding.found()).isEqualTo("mode " + mode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "r--r--r--", "rwx------", "r------w-", "---------"})
  void refusesAKeytabThatOthersReadOrThatCannotBeRead(String mode) throws Exception {
    Path keytab = keytab(mode);
    Finding finding = mode(keytab);

    assertThat(finding.ok()).isFalse();
    assertThat(finding.found()).isEqualTo("mode " + mode + ", wanted r-------- (0400)");
    assertThat(finding.remedy()).startsWith("chmod 0400 " + keytab);
    assertThat(finding.runbook()).endsWith("#keytab-mode");
  }

  @Test
  void namesAKeytabThatIsNotThere() throws Exception {
    Path keytab = folder.resolve("missing.keytab");

    assertThat(mode(keytab).found()).isEqualTo("NoSuchFileException: " + keytab);
  }

  @Test
  void tellsVersionAndTypesOfTheNewestKeys() throws Exception {
    Finding finding =
        keys(
            new TestKeytab().with(PRINCIPAL, 1, TestKeytab.RC4).with(PRINCIPAL, 2, TestKeytab.AES));

    assertThat(finding.ok()).isTrue();
    assertThat(finding.found()).isEqualTo("kvno 2, [aes256-cts-hmac-sha1-96]");
  }

  @Test
  void refusesAKeytabOfAnotherPrincipal() throws Exception {
    Finding finding = keys(new TestKeytab().with("other@REALM", 1, TestKeytab.AES));

    assertThat(finding.severity()).isEqualTo("error");
    assertThat(finding.found()).isEqualTo("no key of it, only of [other@REALM]");
    assertThat(finding.lookedAt()).startsWith("keys of job@REALM in ");
  }

  @Test
  void refusesAKeytabWithKeysThatJavaDoesNotUse() throws Exception {
    Finding finding =
        keys(
            new TestKeytab().with(PRINCIPAL, 1, TestKeytab.AES).with(PRINCIPAL, 2, TestKeytab.RC4));

    assertThat(finding.severity()).isEqualTo("error");
    assertThat(finding.found())
        .isEqualTo("kvno 2, [rc4-hmac], none of which Java 17 uses; wanted an AES type");
  }

  @Test
  void warnsOfAWeakKeyBesideAGoodOne() throws Exception {
    Finding finding =
        keys(
            new TestKeytab().with(PRINCIPAL, 2, TestKeytab.AES).with(PRINCIPAL, 2, TestKeytab.RC4));

    assertThat(finding.ok()).isFalse();
    assertThat(finding.severity()).isEqualTo("warning");
    assertThat(finding.found()).contains("rc4-hmac]: DES and RC4 are not used");
  }

  @Test
  void refusesAFileThatIsNoKeytab() throws Exception {
    Path file = Files.writeString(folder.resolve("job.keytab"), "$ANSIBLE_VAULT");

    assertThat(keys(file).found()).contains(file + " is no keytab");
  }

  private Finding keys(TestKeytab keytab) throws Exception {
    return keys(keytab.to(folder.resolve("job.keytab")));
  }

  private static Finding keys(Path keytab) throws InterruptedException {
    return Preflight.run(KeytabChecks.of(PRINCIPAL, keytab)).checks().get(1);
  }

  private Path keytab(String mode) throws IOException {
    Path keytab = Files.createFile(folder.resolve("job.keytab"));
    return Files.setPosixFilePermissions(keytab, PosixFilePermissions.fromString(mode));
  }

  private static Finding mode(Path keytab) throws InterruptedException {
    return Preflight.run(KeytabChecks.of(PRINCIPAL, keytab)).checks().get(0);
  }
}
