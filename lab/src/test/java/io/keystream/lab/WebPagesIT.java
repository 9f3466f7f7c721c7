package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hadoop.security.authentication.client.AuthenticatedURL;
import org.apache.hadoop.security.authentication.client.ConnectionConfigurator;
import org.apache.hadoop.security.authentication.client.KerberosAuthenticator;
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
    connection.setSSLSocketFactory(trusting(lab.folders().truststore()));

    assertThat(connection.getResponseCode()).isEqualTo(401);
    assertThat(connection.getHeaderField("WWW-Authenticate")).isEqualTo("Negotiate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"namenode", "datanode", "resourcemanager", "nodemanager"})
  void pageIsServedToAUserWithATicket(String daemon, Lab lab) throws Exception {
    ConnectionConfigurator tls =
        connection -> {
          ((HttpsURLConnection) connection)
              .setSSLSocketFactory(trusting(lab.folders().truststore()));
          return connection;
        };

    int status =
        lab.hadoop(LabUser.ADMIN)
            .run(
                () -> {
                  AuthenticatedURL client = new AuthenticatedURL(new KerberosAuthenticator(), tls);
                  HttpURLConnection connection =
                      client.openConnection(
                          URI.create(page(lab, daemon)).toURL(), new AuthenticatedURL.Token());
                  return connection.getResponseCode();
                });

    assertThat(status).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"namenode", "datanode", "resourcemanager", "nodemanager"})
  void clientThatTrustsAnotherAuthorityRefusesThePage(String daemon, Lab lab) throws Exception {
    HttpsURLConnection connection =
        (HttpsURLConnection) URI.create(page(lab, daemon)).toURL().openConnection();
    connection.setSSLSocketFactory(trusting(lab.folders().otherTruststore()));

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

  private static SSLSocketFactory trusting(Path authority) throws IOException {
    try (InputStream pem = Files.newInputStream(authority)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("Cannot trust " + authority, e);
    }
  }
}
