package io.keystream.security.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.security.kerberos.TestKdc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerberosChecksTest {
  private static final String PRINCIPAL = "job@REALM";
  @TempDir private Path folder;

  @Test
  void whereNoKdcAnswersItAloneIsTheCause() throws Exception {
    Preflight report = run(nobody(), nobody());

    assertThat(finding(report, "kdc").severity()).isEqualTo("error");
    assertThat(finding(report, "kdc").found()).contains("ConnectException: ").contains("; ");
    assertThat(finding(report, "clock"))
        .extracting(Finding::severity, Finding::found, Finding::remedy)
        .containsExactly("skipped", "not looked at: the question to the KDCs failed (see kdc)", "");
    assertThat(finding(report, "keytab-login").found())
        .isEqualTo("not looked at: the question to the KDCs failed (see kdc)");
    assertThat(finding(report, "keytab-kvno").found())
        .isEqualTo("not looked at: the question to the KDCs failed (see kdc)");
  }

  @Test
  void oneKdcOfTwoIsEnoughToLive() throws Exception {
    try (TestKdc kdc = new TestKdc(0)) {
      String dead = nobody();
      Preflight report = run(kdc.address(), dead);

      assertThat(finding(report, "kdc").severity()).isEqualTo("warning");
      assertThat(finding(report, "kdc").found())
          .startsWith(dead + ": ConnectException")
          .doesNotContain(kdc.address());
      assertThat(finding(report, "clock").ok()).isTrue();
    }
  }

  @Test
  void refusesAClockThatKdcsWouldRefuse() throws Exception {
    try (TestKdc kdc = new TestKdc(-400)) {
      Finding clock = finding(run(kdc.address()), "clock");

      assertThat(clock.severity()).isEqualTo("error");
      assertThat(clock.found()).contains(" s apart, wanted less than 240 s");
      assertThat(clock.remedy()).contains("chronyc tracking");
    }
  }

  @Test
  void warnsOfAClockThatDrifts() throws Exception {
    try (TestKdc kdc = new TestKdc(120)) {
      Finding clock = finding(run(kdc.address()), "clock");

      assertThat(clock.severity()).isEqualTo("warning");
      assertThat(clock.found()).contains(" s apart, wanted less than 60 s");
    }
  }

  @Test
  void refusesAKeytabThatIsOlderThanTheKeysOfTheKdc() {
    assertThatThrownBy(() -> KerberosChecks.compare(3, 5))
        .isInstanceOf(NotAsWanted.class)
        .hasMessage("the newest key has kvno 3, that of the KDC 5");
  }

  @Test
  void saysWhatARefusalMeans() {
    assertThat(KerberosChecks.explained("Pre-authentication information was invalid (24)"))
        .isEqualTo(
            "Pre-authentication information was invalid (24): the KDC has other keys than the"
                + " keytab, newer ones");
    assertThat(KerberosChecks.explained("Clients credentials have been revoked (18)"))
        .isEqualTo("Clients credentials have been revoked (18)");
  }

  private Preflight run(String... kdcs) throws Exception {
    List<Check> checks =
        new KerberosChecks(PRINCIPAL, folder.resolve("none.keytab"), krb5Conf(kdcs)).all();
    return Preflight.run(checks);
  }

  private Path krb5Conf(String... kdcs) throws IOException {
    StringBuilder text =
        new StringBuilder("[libdefaults]\ndefault_realm = REALM\n[realms]\nREALM = {\n");
    for (String kdc : kdcs) {
      text.append("  kdc = ").append(kdc).append('\n');
    }
    return Files.writeString(folder.resolve("krb5.conf"), text + "}\n");
  }

  private static String nobody() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      return closed.getInetAddress().getHostAddress() + ":" + closed.getLocalPort();
    }
  }

  private static Finding finding(Preflight report, String id) {
    return report.checks().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }
}
