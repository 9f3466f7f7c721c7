package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.identity.CertificateAuthority;
import io.keystream.lab.layout.Port;
import io.keystream.lab.layout.Realm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Truststore, key store and its password as the controller has them, for a job that logs in with
 * certificates.
 */
final class ShippedStores {
  static final String TRUSTSTORE = "trust.pem";
  private static final String KEYSTORE = "job.p12";
  private static final String PASSWORD = "job.password";

  private final Lab lab;
  private final CertificateAuthority authorities;
  private final Path folder;

  ShippedStores(Lab lab) throws IOException {
    this.lab = lab;
    this.authorities = new CertificateAuthority(lab.folders());
    this.folder = Files.createDirectories(lab.folders().data().resolve("certificates"));
  }

  /** Has the job log in with them, all of which are shipped with it. */
  void shipBy(Gateway gateway) {
    int port = Port.KAFKA_CERTIFICATES.ofBroker(lab.options().portBase(), 1);
    gateway
        .with(
            "keystream_secret_files",
            List.of(TRUSTSTORE, KEYSTORE, PASSWORD).stream()
                .map(name -> folder.resolve(name).toString())
                .toList())
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

  /** Has the truststore hold these authorities and no others. */
  void trust(String... names) throws IOException {
    trust(truststore(), names);
  }

  /** The same with another file. */
  void trust(Path file, String... names) throws IOException {
    StringBuilder pem = new StringBuilder();
    for (String name : names) {
      pem.append(Files.readString(authorities.authority(name)));
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, pem);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Has the key store hold a new key, with a certificate of this authority. */
  void newKey(String authority, String password) throws IOException {
    Path store = authorities.client(LabUser.KEYSTREAM.shortName(), authority, password);
    Files.copy(store, folder.resolve(KEYSTORE), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(folder.resolve(PASSWORD), password + "\n");
  }

  Path truststore() {
    return folder.resolve(TRUSTSTORE);
  }
}
