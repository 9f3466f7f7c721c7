package io.keystream.security.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeytabChecksTest {
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
  void alsoChecksTheLogin() {
    assertThat(KeytabChecks.of("job@REALM", Path.of("job.keytab")))
        .extracting(Check::id, Check::lookedAt)
        .containsExactly(
            tuple("keytab-mode", "job.keytab"), tuple("keytab-login", "job@REALM with job.keytab"));
  }

  private Path keytab(String mode) throws IOException {
    Path keytab = Files.createFile(folder.resolve("job.keytab"));
    return Files.setPosixFilePermissions(keytab, PosixFilePermissions.fromString(mode));
  }

  private static Finding mode(Path keytab) throws InterruptedException {
    List<Check> checks = KeytabChecks.of("job@REALM", keytab);
    return Preflight.run(checks.subList(0, 1)).checks().get(0);
  }
}
