package io.keystream.security.preflight;

import io.keystream.security.tls.ClientCertificate;
import io.keystream.security.tls.ClientKey;
import io.keystream.security.tls.ServerCertificate;
import io.keystream.security.tls.TrustedCertificates;
import io.keystream.security.tls.Truststore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;

/** Whether each broker shows a certificate that the truststore vouches for, for its host name. */
public final class TlsChecks {
  private static final Duration EXPIRY_HORIZON = Duration.ofDays(14);

  private TlsChecks() {}

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
              "Put the CA that signed the broker's certificate into the truststore, and connect by"
                  + " a name that stands in the certificate",
              () -> handshake(server, context.call())));
    }
    return checks;
  }

  private static String handshake(String server, SSLContext context) throws Exception {
    ServerCertificate shown = ServerCertificate.of(server, context);
    return describe(shown.protocol(), shown.certificate());
  }

  private static String describe(String protocol, X509Certificate certificate) throws NotAsWanted {
    Instant end = certificate.getNotAfter().toInstant();
    String found = protocol + ", " + certificate.getSubjectX500Principal() + ", valid to " + end;
    if (end.isBefore(Instant.now().plus(EXPIRY_HORIZON))) {
      throw new NotAsWanted(found + ", which is less than " + EXPIRY_HORIZON.toDays() + " days");
    }
    return found;
  }
}
