package io.keystream.security.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameChecksTest {
  private static final Map<String, String> FORWARD =
      Map.of("good.example.com", "10.0.0.1", "alias", "10.0.0.1", "nameless", "10.0.0.9");
  private static final Map<String, String> REVERSE = Map.of("10.0.0.1", "good.example.com");

  @Test
  void passesAHostWhoseAddressHasItsName() throws Exception {
    Finding finding = look("good.example.com:9093");

    assertThat(finding.ok()).isTrue();
    assertThat(finding.lookedAt()).isEqualTo("broker good.example.com, forward and reverse");
    assertThat(finding.found()).isEqualTo("10.0.0.1");
  }

  @Test
  void refusesAnAddressInThePlaceOfAName() throws Exception {
    assertThat(look("10.0.0.1:9093").severity()).isEqualTo("error");
    assertThat(look("10.0.0.1:9093").found()).startsWith("an address, wanted a name");
  }

  @Test
  void refusesANameWithoutAnAddress() throws Exception {
    assertThat(look("gone.example.com:9093").severity()).isEqualTo("error");
    assertThat(look("gone.example.com:9093").found()).isEqualTo("no address for gone.example.com");
  }

  @Test
  void warnsOfAnotherNameAndOfNone() throws Exception {
    assertThat(look("alias:9093").severity()).isEqualTo("warning");
    assertThat(look("alias:9093").found())
        .isEqualTo(
            "10.0.0.1 is called good.example.com; wanted alias, which its principal is made of");
    assertThat(look("nameless:9093").found()).startsWith("10.0.0.9 has no name; wanted nameless");
  }

  @Test
  void looksAtEachHostOnce() {
    assertThat(new NameChecks().of("broker", List.of("a:1", "a:2", "b:1"))).hasSize(2);
  }

  private static Finding look(String server) throws InterruptedException {
    NameChecks checks =
        new NameChecks(
            new NameChecks.Names() {
              @Override
              public InetAddress[] addresses(String host) throws UnknownHostException {
                if (!FORWARD.containsKey(host)) {
                  throw new UnknownHostException(host);
                }
                return new InetAddress[] {InetAddress.getByName(FORWARD.get(host))};
              }

              @Override
              public String name(InetAddress address) {
                return REVERSE.getOrDefault(address.getHostAddress(), address.getHostAddress());
              }
            });
    return Preflight.run(checks.of("broker", List.of(server))).checks().get(0);
  }
}
