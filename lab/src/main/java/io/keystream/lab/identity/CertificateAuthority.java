package io.keystream.lab.identity;

import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Realm;
import io.keystream.lab.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A small authority, made with openssl, that signs a certificate for each service of the lab. A
 * second, unrelated one is there to be mistrusted.
 */
public final class CertificateAuthority {
  /** The authority of the lab. */
  public static final String FIRST = "ca";

  private static final String DAYS = "30";

  private final Path tls;
  private final Folders folders;

  public CertificateAuthority(Folders folders) {
    this.folders = folders;
    this.tls = folders.tls();
  }

  /**
   * Makes both authorities, for each Hadoop service a PKCS #12 store {@code <service>.p12}, and for
   * Kafka a PEM file with key and chain.
   */
  public void create(String keystorePassword, String truststorePassword) {
    closedFolder();
    createAuthority(FIRST, "Keystream Lab CA");
    createAuthority("other-ca", "Unrelated CA");
    for (String service : List.of("nn", "dn", "rm", "nm")) {
      sign(service, FIRST);
      toKeystore(service, FIRST, keystorePassword);
    }
    sign(Realm.POSTGRESQL_SERVICE, FIRST);
    signBroker(FIRST);
    toTruststore("PKCS12", tls.resolve("ca.p12"), truststorePassword);
    toTruststore("JKS", folders.javaTruststore(), truststorePassword);
  }

  /**
   * Makes a key for a client and has an authority sign its certificate.
   *
   * @param authority {@code ca}, which the brokers trust, or {@code other-ca}, which they do not
   * @return a PKCS #12 store
   */
  public Path client(String name, String authority, String password) {
    sign(name, authority);
    toKeystore(name, authority, password);
    return tls.resolve(name + ".p12");
  }

  /** The certificate of an authority, in PEM. */
  public Path authority(String authority) {
    return tls.resolve(authority + ".pem");
  }

  /** Has the brokers show a certificate of this authority, as soon as they are started again. */
  public void signBroker(String authority) {
    sign(Realm.KAFKA_SERVICE, authority);
    toPem(Realm.KAFKA_SERVICE, authority);
  }

  /** Makes a further authority. */
  public void createAuthority(String file, String name) {
    certificate(file + ".key", file + ".pem", name, List.of());
  }

  /**
   * Makes one that is about to end, with Java's tool, because openssl counts in days.
   *
   * @param left until its end, in whole hours, less than a day
   */
  public void createEndingAuthority(String file, String name, Duration left) {
    Path store = tls.resolve(file + ".p12");
    List<String> make =
        new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
    make.addAll(List.of("-dname", "CN=" + name + ", O=Keystream Lab"));
    make.addAll(List.of("-ext", "bc:critical=ca:true"));
    make.addAll(List.of("-startdate", "-%dH".formatted(24 - left.toHours()), "-validity", "1"));
    keytool(store, make);
    keytool(store, List.of("-exportcert", "-rfc", "-file", in(file + ".pem")));
  }

  private static void keytool(Path store, List<String> options) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin/keytool").toString());
    line.addAll(options);
    line.addAll(List.of("-alias", "ca", "-keystore", store.toString()));
    line.addAll(List.of("-storepass:env", "KEYSTORE_PASSWORD"));
    Command.of(line).with("KEYSTORE_PASSWORD", "of no use to anybody").run().orThrow();
  }

  private void sign(String service, String authority) {
    certificate(
        service + ".key",
        service + ".crt",
        service,
        List.of(
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-addext", "basicConstraints=critical,CA:FALSE",
            "-addext", "extendedKeyUsage=serverAuth,clientAuth",
            "-CA", in(authority + ".pem"),
            "-CAkey", in(authority + ".key")));
  }

  private void certificate(String key, String file, String name, List<String> more) {
    List<String> line =
        new ArrayList<>(
            List.of("openssl", "req", "-x509", "-nodes", "-days", DAYS, "-newkey", "ec"));
    line.addAll(List.of("-pkeyopt", "ec_paramgen_curve:P-256"));
    line.addAll(List.of("-subj", "/O=Keystream Lab/CN=" + name));
    line.addAll(List.of("-keyout", in(key), "-out", in(file)));
    line.addAll(more);
    Command.of(line).run().orThrow();
  }

  private void toKeystore(String service, String authority, String password) {
    Command.of(
            "openssl",
            "pkcs12",
            "-export",
            "-inkey",
            in(service + ".key"),
            "-in",
            in(service + ".crt"),
            "-certfile",
            in(authority + ".pem"),
            "-name",
            service,
            "-passout",
            "env:KEYSTORE_PASSWORD",
            "-out",
            in(service + ".p12"))
        .with("KEYSTORE_PASSWORD", password)
        .run()
        .orThrow();
  }

  private void toPem(String service, String authority) {
    try {
      Files.writeString(
          tls.resolve(service + ".pem"),
          Files.readString(tls.resolve(service + ".key"))
              + Files.readString(tls.resolve(service + ".crt"))
              + Files.readString(authority(authority)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void toTruststore(String type, Path store, String password) {
    try (InputStream in = Files.newInputStream(folders.truststore());
        OutputStream out = Files.newOutputStream(store)) {
      Certificate authority = CertificateFactory.getInstance("X.509").generateCertificate(in);
      KeyStore keyStore = KeyStore.getInstance(type);
      keyStore.load(null, null);
      keyStore.setCertificateEntry("ca", authority);
      keyStore.store(out, password.toCharArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot write truststore " + store, e);
    }
  }

  private String in(String file) {
    return tls.resolve(file).toString();
  }

  private void closedFolder() {
    try {
      Files.createDirectories(tls);
      Files.setPosixFilePermissions(tls, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
