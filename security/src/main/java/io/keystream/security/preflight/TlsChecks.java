package io.keystream.security.preflight;

import io.keystream.security.tls.ClientCertificate;
import io.keystream.security.tls.ClientKey;
import io.keystream.security.tls.TrustedCertificates;
import io.keystream.security.tls.Truststore;
import io.keystream.security.tls.VerifiedServer;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;

/** Whether each broker shows a certificate that the truststore vouches for, for its host name. */
public final class TlsChecks {
  private static final Duration EXPIRY_HORIZON = Duration.ofDays(14);

  private TlsChecks() {}

  /** Whether the truststore opens, and its authorities are valid for some time yet. */
  public static Check truststore(Truststore truststore) {
    return Check.error(
        "truststore",
        truststore.location(),
        "Put the file there, the same on every host, and the new authority beside one that ends",
        () -> authorities(TrustedCertificates.authorities(truststore)));
  }

  private static String authorities(List<X509Certificate> authorities) throws NotAsWanted {
    Instant horizon = Instant.now().plus(EXPIRY_HORIZON);
    List<String> ending =
        authorities.stream()
            .filter(each -> each.getNotAfter().toInstant().isBefore(horizon))
            .map(each -> each.getSubjectX500Principal() + " to " + each.getNotAfter().toInstant())
            .toList();
    if (!ending.isEmpty()) {
      throw NotAsWanted.warning(
          "valid for less than " + EXPIRY_HORIZON.toDays() + " days: " + String.join(", ", ending));
    }
    return authorities.size() + " authorities";
  }

  /** One check for each {@code host:port}. */
  public static List<Check> of(List<String> servers, Truststore truststore) {
    return of(servers, truststore, () -> TrustedCertificates.context(truststore));
  }

  /** The same for servers that want to see a certificate. */
  public static List<Check> of(List<String> servers, Truststore truststore, ClientKey key) {
    return of(servers, truststore, () -> ClientCertificate.context(key, truststore));
  }

  private static List<Check> of(
      List<String> servers, Truststore truststore, Callable<SSLContext> context) {
    List<Check> checks = new ArrayList<>();
    for (String server : servers) {
      checks.add(
          Check.error(
              "tls",
              server + " against " + truststore.location(),
              "See to the broker and the network if nothing answers; else put the CA that signed the"
                  + " broker's certificate into the truststore, and connect by a name that stands in"
                  + " the certificate",
              () -> handshake(server, context.call())));
    }
    return checks;
  }

  private static String handshake(String server, SSLContext context) throws Exception {
    return describe(VerifiedServer.session(server, context));
  }

  private static String describe(SSLSession session) throws Exception {
    Certificate[] chain = session.getPeerCertificates();
    X509Certificate first = first(chain);
    Instant end = first.getNotAfter().toInstant();
    String found =
        "%s, %s, valid to %s, %s"
            .formatted(
                session.getProtocol(),
                ((X509Certificate) chain[0]).getSubjectX500Principal(),
                end,
                session.getCipherSuite());
    if (end.isBefore(Instant.now().plus(EXPIRY_HORIZON))) {
      String whose = first.equals(chain[0]) ? "" : " for " + first.getSubjectX500Principal();
      throw new NotAsWanted(
          found + ", which is less than " + EXPIRY_HORIZON.toDays() + " days" + whose);
    }
    if (!isStrong(session)) {
      throw NotAsWanted.warning(
          found + ": wanted TLSv1.3, or TLSv1.2 with ECDHE and GCM or ChaCha20");
    }
    return found;
  }

  /** The certificate of a chain that ends first. */
  private static X509Certificate first(Certificate[] chain) {
    return Arrays.stream(chain)
        .map(X509Certificate.class::cast)
        .min(Comparator.comparing(X509Certificate::getNotAfter))
        .orElseThrow();
  }

  /** With keys that nobody can make out later, and no cipher that is known to leak. */
  private static boolean isStrong(SSLSession session) {
    String suite = session.getCipherSuite();
    if (session.getProtocol().equals("TLSv1.3")) {
      return true;
    }
    return session.getProtocol().equals("TLSv1.2")
        && suite.contains("DHE_")
        && (suite.contains("_GCM_") || suite.contains("CHACHA20"));
  }
}
