package io.keystream.security.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Krb5ConfChecksTest {
  private static final String REALMS =
      "[realms]\n REALM = {\n  kdc = kdc1.example.com\n  kdc = tcp/kdc2.example.com:750\n }\n";
  @TempDir private Path folder;

  @Test
  void passesASaneFile() throws Exception {
    Finding finding = look("default_realm = REALM\nrdns = false\n", REALMS);

    assertThat(finding.ok()).as(finding.found()).isTrue();
    assertThat(finding.found())
        .isEqualTo("realm REALM, KDCs [kdc1.example.com:88, kdc2.example.com:750]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "permitted_enctypes = rc4-hmac des3-cbc-sha1 | error | permitted_enctypes has only [rc4-hmac, des3-cbc-sha1], none of which Java 17 uses",
        "default_tkt_enctypes = aes256-cts, arcfour-hmac | warning | default_tkt_enctypes has [arcfour-hmac], which Java 17 does not use",
        "allow_weak_crypto = yes | warning | allow_weak_crypto is true",
        "default_ccache_name = KEYRING:persistent:%{uid} | warning | which Java cannot read",
        "renew_lifetime = 0s | warning | Message stream modified (41)",
        "dns_lookup_realm = true | warning | dns_lookup_realm is true",
        "rdns = true | warning | rdns is true",
      })
  void saysWhatJavaDoesNotTakeWell(String line, String severity, String found) throws Exception {
    Finding finding = look("default_realm = REALM\n" + line + "\n", REALMS);

    assertThat(finding.ok()).isFalse();
    assertThat(finding.severity()).isEqualTo(severity);
    assertThat(finding.found()).contains(found);
  }

  @Test
  void refusesAFileWithoutTheRealm() throws Exception {
    Finding finding = look("default_realm = OTHER\n", "");

    assertThat(finding.severity()).isEqualTo("error");
    assertThat(finding.found()).startsWith("no kdc of REALM in [realms]");
  }

  @Test
  void refusesAFileWithoutADefaultRealm() throws Exception {
    assertThat(look("", REALMS).found()).startsWith("no default_realm in [libdefaults]");
  }

  @Test
  void readsIncludedFiles() throws Exception {
    Path more = Files.createDirectory(folder.resolve("krb5.conf.d"));
    Files.writeString(more.resolve("realms"), REALMS);
    Files.writeString(more.resolve("realms.rpmsave"), "[libdefaults]\nrdns = true\n");

    assertThat(look("default_realm = REALM\n", "includedir " + more + "\n").ok()).isTrue();
  }

  @Test
  void namesAFileThatIsNotThere() throws Exception {
    Path missing = folder.resolve("missing.conf");

    assertThat(run(missing).found()).isEqualTo("NoSuchFileException: " + missing);
  }

  private Finding look(String libdefaults, String rest) throws Exception {
    Path file = folder.resolve("krb5.conf");
    Files.writeString(file, "# by hand\n[libdefaults]\n" + libdefaults + rest);
    return run(file);
  }

  private static Finding run(Path file) throws InterruptedException {
    return Preflight.run(java.util.List.of(Krb5ConfChecks.of(file, "job@REALM"))).checks().get(0);
  }
}
