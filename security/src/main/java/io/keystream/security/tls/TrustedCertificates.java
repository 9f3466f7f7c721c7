package io.keystream.security.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Reads truststores, none of which needs a password to be read. */
public final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * A TLS context that trusts what is in the store, and nothing else.
   *
   * @throws IOException if the store cannot be read, or holds nothing readable without a password
   */
  public static SSLContext context(Truststore truststore)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(load(truststore));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /**
   * The certificates in the store.
   *
   * @throws IOException if the store cannot be read, or holds nothing readable without a password
   */
  public static List<X509Certificate> authorities(Truststore truststore)
      throws IOException, GeneralSecurityException {
    KeyStore store = load(truststore);
    List<X509Certificate> found = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.getCertificate(alias) instanceof X509Certificate certificate) {
        found.add(certificate);
      }
    }
    return found;
  }

  static KeyStore load(Truststore truststore) throws IOException, GeneralSecurityException {
    boolean pem = truststore.type().equals("PEM");
    KeyStore store = KeyStore.getInstance(pem ? KeyStore.getDefaultType() : truststore.type());
    try (InputStream in = Files.newInputStream(Path.of(truststore.location()))) {
      store.load(pem ? null : in, null);
      if (pem) {
        int number = 0;
        for (Certificate certificate :
            CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry("trusted-" + number++, certificate);
        }
      }
    }
    if (store.size() == 0) {
      throw new IOException(
          "Truststore "
              + truststore.location()
              + " holds no certificate that can be read without a password");
    }
    return store;
  }
}
