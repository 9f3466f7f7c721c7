package io.keystream.job.cli;

import io.keystream.job.config.KafkaAuth;
import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.source.ClusterSecurity;
import io.keystream.security.kerberos.KdcKeyVersion;
import io.keystream.security.kerberos.KeytabFile;
import io.keystream.security.tls.VerifiedServer;
import io.keystream.security.token.Credential;
import io.keystream.security.token.CredentialRows;
import io.keystream.security.token.StoredCertificates;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.kafka.common.KafkaException;

/** What the gateway sees itself: its keytab, its stores, and what brokers show. */
final class GatewayCredentials {
  private static final String HOLDER = "gateway";

  private final Release release;

  GatewayCredentials(Release release) {
    this.release = release;
  }

  /** The newest key of the release's keytab. */
  Credential keytab() {
    String file = release.keytab().toString();
    try {
      return CredentialRows.keytab(KeytabFile.read(release.keytab()), release.principal(), HOLDER)
          .orElseThrow(() -> new IOException(file + " holds no key of " + release.principal()));
    } catch (IOException e) {
      return CredentialRows.unreadable(Credential.KEYTAB, file, HOLDER, e);
    }
  }

  /**
   * Which version of the principal's key the KDC has, if it tells.
   *
   * @throws IOException if it does not give the ticket that tells
   */
  Optional<Integer> versionInKdc() throws IOException, InterruptedException {
    UserGroupInformation user =
        UserGroupInformation.loginUserFromKeytabAndReturnUGI(
            release.principal(), release.keytab().toString());
    return KdcKeyVersion.of(user, release.principal());
  }

  /** The certificates of each cluster: those in the stores, and those that its brokers show. */
  List<Credential> certificates() {
    List<Credential> rows = new ArrayList<>();
    for (KafkaClusterConfig cluster : release.pipeline().kafkaClusters()) {
      ClusterSecurity security = new ClusterSecurity(cluster.security(), release::shipped);
      if (security.encrypted()) {
        rows.addAll(StoredCertificates.in(security.truststore(), HOLDER));
        cluster.bootstrapServers().forEach(server -> rows.add(ofBroker(server, security)));
      }
      if (cluster.security().auth() == KafkaAuth.MTLS) {
        rows.add(StoredCertificates.in(security.key(), HOLDER));
      }
    }
    return rows.stream().distinct().toList();
  }

  private static Credential ofBroker(String server, ClusterSecurity security) {
    try {
      return CredentialRows.certificate(
          Credential.BROKER_CERTIFICATE,
          server,
          "broker",
          (X509Certificate)
              VerifiedServer.session(server, security.sslContext()).getPeerCertificates()[0]);
    } catch (IOException | GeneralSecurityException | KafkaException e) {
      return CredentialRows.unreadable(Credential.BROKER_CERTIFICATE, server, "broker", e);
    }
  }
}
