package io.keystream.lab.drill;

import io.keystream.lab.identity.CertificateAuthority;
import java.io.IOException;
import java.time.Duration;

/** Has the job trust an authority that is about to end, until a truststore without it is there. */
final class CertificateEnding extends WatchedDrill {
  private static final String ALERT = "CredentialEnding";
  private static final String PAGE = "procedures/rotate-certificates.md#";
  private static final String ENDING = "ending-ca";

  /** Less than the 14 days of the alert, divided as they are. */
  private static final Duration LEFT = Duration.ofHours(10);

  CertificateEnding() {
    super("certificate-ending", "a trusted authority that ends soon, and rotate_certificates");
  }

  @Override
  LoadedJob prepared(LoadedJob job) throws IOException {
    new CertificateAuthority(job.lab().folders()).createEndingAuthority(ENDING, "Ending CA", LEFT);
    ShippedStores stores = new ShippedStores(job.lab());
    stores.trust(CertificateAuthority.FIRST, ENDING);
    stores.newKey(CertificateAuthority.FIRST, "the password");
    stores.shipBy(job.gateway());
    return job;
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    incident.alert(ALERT);
    new ShippedStores(incident.lab()).trust(CertificateAuthority.FIRST);
    incident.follow(PAGE + "diagnosis");
    incident.follow(PAGE + "mitigation");
    incident.job().awaitCommitAfter(incident.job().committed() + 1);
    // The driver looks at its stores once a minute.
    incident.job().onCall().awaitQuiet(ALERT);
    incident.follow(PAGE + "verification");
    incident.ends(ALERT);
  }
}
