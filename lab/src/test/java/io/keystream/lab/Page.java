package io.keystream.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hadoop.security.authentication.client.AuthenticatedURL;
import org.apache.hadoop.security.authentication.client.ConnectionConfigurator;
import org.apache.hadoop.security.authentication.client.KerberosAuthenticator;

/** A page behind HTTPS and SPNEGO. */
record Page(Lab lab, String url) {

  static Page of(Lab lab, String url) {
    return new Page(lab, url);
  }

  /** The answer to a user who shows a ticket. */
  int statusFor(LabUser user) throws IOException, InterruptedException {
    return openAs(user, HttpURLConnection::getResponseCode);
  }

  /** What a user sees who shows a ticket. */
  String textFor(LabUser user) throws IOException, InterruptedException {
    return openAs(
        user,
        connection -> {
          try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          }
        });
  }

  private interface Reading<T> {
    T of(HttpURLConnection connection) throws IOException;
  }

  private <T> T openAs(LabUser user, Reading<T> reading) throws IOException, InterruptedException {
    ConnectionConfigurator tls =
        connection -> {
          if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(trusting(lab.folders().truststore()));
          }
          return connection;
        };
    return lab.hadoop(user)
        .run(
            () -> {
              AuthenticatedURL client = new AuthenticatedURL(new KerberosAuthenticator(), tls);
              return reading.of(
                  client.openConnection(URI.create(url).toURL(), new AuthenticatedURL.Token()));
            });
  }

  /** For clients that trust this authority alone. */
  static SSLSocketFactory trusting(Path authority) throws IOException {
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
