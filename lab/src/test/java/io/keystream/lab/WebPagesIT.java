package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web pages of HDFS and YARN: HTTPS with the lab's certificates, and SPNEGO. */
@ExtendWith(LabExtension.class)
class WebPagesIT {

  @ParameterizedTest
  @ValueSource(strings = {"namenode", "datanode", "resourcemanager", "nodemanager"})
  void pageAsksForKerberos(String daemon, Lab lab) throws Exception {
    HttpsURLConnection connection =
        (HttpsURLConnection) URI.create(page(lab, daemon)).toURL().openConnection();
    connection.setSSLSocketFactory(Page.trusting(lab.folders().truststore()));

    assertThat(connection.getResponseCode()).isEqualTo(401);
    assertThat(connection.getHeaderField("WWW-Authenticate")).isEqualTo("Negotiate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"namenode", "datanode", "resourcemanager", "nodemanager"})
  void pageIsServedToAUserWithATicket(String daemon, Lab lab) throws Exception {
    int status = Page.of(lab, page(lab, daemon)).statusFor(LabUser.ADMIN);

    assertThat(status).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"namenode", "datanode", "resourcemanager", "nodemanager"})
  void clientThatTrustsAnotherAuthorityRefusesThePage(String daemon, Lab lab) throws Exception {
    HttpsURLConnection connection =
        (HttpsURLConnection) URI.create(page(lab, daemon)).toURL().openConnection();
    connection.setSSLSocketFactory(Page.trusting(lab.folders().otherTruststore()));

    assertThatThrownBy(connection::getResponseCode)
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("PKIX path");
  }

  /** A page that needs no other daemon. */
  private static String page(Lab lab, String daemon) {
    return lab.daemons().stream()
            .filter(each -> each.name().equals(daemon))
            .findFirst()
            .orElseThrow()
            .page()
        + "/jmx?qry=java.lang:type=Runtime";
  }
}
