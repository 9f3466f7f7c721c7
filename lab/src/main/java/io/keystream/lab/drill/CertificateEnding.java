package io.keystream.lab.drill;

import io.keystream.lab.LabUser;
import io.keystream.lab.identity.CertificateAuthority;
import io.keystream.lab.layout.Port;
import io.keystream.lab.layout.Realm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Has the job trust an authority that is about to end, until a truststore without it is there. */
final class CertificateEnding extends WatchedDrill {
  private static final String ALERT = "CredentialEnding";
  private static final String PAGE = "procedures/rotate-certificates.md#";
  private static final String TRUSTSTORE = "trust.pem";
  private static final String KEYSTORE = "job.p12";
  private static final String PASSWORD = "job.password";
  private static final String ENDING = "ending-ca";

  /** Less than the 14 days of the alert, divided as they are. */
  private static final Duration LEFT = Duration.ofHours(10);

  CertificateEnding() {
    super("certificate-ending", "a trusted authority that ends soon, and rotate_certificates");
  }

  @Override
  LoadedJob prepared(LoadedJob job) throws IOException {
    CertificateAuthority authorities = new CertificateAuthority(job.lab().folders());
    authorities.createEndingAuthority(ENDING, "Ending CA", LEFT);
    Files.createDirectories(source(job, TRUSTSTORE).getParent());
    trust(job, CertificateAuthority.FIRST, ENDING);
    String password = "the password";
    Files.copy(
        authorities.client(LabUser.KEYSTREAM.shortName(), CertificateAuthority.FIRST, password),
        source(job, KEYSTORE),
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(source(job, PASSWORD), password + "\n");
    ship(job);
    return job;
  }

  private static void ship(LoadedJob job) {
    int port = Port.KAFKA_CERTIFICATES.ofBroker(job.lab().options().portBase(), 1);
    job.with(
        "keystream_secret_files",
        List.of(TRUSTSTORE, KEYSTORE, PASSWORD).stream()
            .map(name -> source(job, name).toString())
            .toList());
    job.gateway()
        .withSource("bootstrap-servers", List.of(Realm.HOST + ":" + port))
        .withSource(
            "security",
            Map.of(
                "auth",
                "mtls",
                "truststore",
                Map.of("location", TRUSTSTORE),
                "keystore",
                Map.of("location", KEYSTORE, "password-file", PASSWORD)));
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    incident.alert(ALERT);
    trust(incident.job(), CertificateAuthority.FIRST);
    incident.follow(PAGE + "diagnosis");
    incident.follow(PAGE + "mitigation");
    incident.job().awaitCommitAfter(incident.job().committed() + 1);
    // The driver looks at its stores once a minute.
    incident.job().onCall().awaitQuiet(ALERT);
    incident.follow(PAGE + "verification");
    incident.ends(ALERT);
  }

  private static void trust(LoadedJob job, String... names) throws IOException {
    CertificateAuthority authorities = new CertificateAuthority(job.lab().folders());
    StringBuilder pem = new StringBuilder();
    for (String name : names) {
      pem.append(Files.readString(authorities.authority(name)));
    }
    Files.writeString(source(job, TRUSTSTORE), pem);
  }

  /** Where the controller has them. */
  private static Path source(LoadedJob job, String name) {
    return job.lab().folders().data().resolve("certificates").resolve(name);
  }
}
