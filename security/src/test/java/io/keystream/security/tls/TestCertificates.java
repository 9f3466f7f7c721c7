package io.keystream.security.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Key pairs and stores made with the JDK's keytool for one test class. */
public final class TestCertificates {
  private static final char[] PASSWORD = "for-tests-only".toCharArray();

  private final Path folder;

  public TestCertificates(Path folder) {
    this.folder = folder;
  }

  /** Makes a certificate authority of its own. */
  public void authority(String alias) throws IOException, InterruptedException {
    generate(alias, List.of("-dname", "CN=" + alias, "-ext", "bc:c", "-validity", "365"));
  }

  /** Makes a server certificate that an authority signed. */
  public void server(String alias, String authority, String host, String... validity)
      throws IOException, InterruptedException {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-dname", "CN=" + alias, "-signer", authority));
    options.addAll(List.of("-ext", "san=dns:" + host));
    options.addAll(List.of(validity));
    generate(alias, options);
  }

  /** A PEM file with the certificates of these aliases. */
  public Path pem(String... aliases) throws IOException, GeneralSecurityException {
    StringBuilder pem = new StringBuilder("Text before a certificate is allowed.\n");
    Base64.Encoder base64 = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8));
    for (String alias : aliases) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(base64.encodeToString(keys().getCertificate(alias).getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return Files.writeString(folder.resolve(String.join("-", aliases) + ".pem"), pem);
  }

  /** A PKCS12 store with the certificate of one alias, neither encrypted nor signed. */
  public Path openStore(String alias) throws IOException, GeneralSecurityException {
    List<String> protections =
        List.of("keystore.pkcs12.certProtectionAlgorithm", "keystore.pkcs12.macAlgorithm");
    protections.forEach(property -> System.setProperty(property, "NONE"));
    try {
      return store("PKCS12", alias, null);
    } finally {
      protections.forEach(System::clearProperty);
    }
  }

  /** A store with the certificate of one alias, protected by a password. */
  public Path store(String type, String alias, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    store.setCertificateEntry("trusted", keys().getCertificate(alias));
    Path file = folder.resolve(alias + (password == null ? "-open." : "-closed.") + type);
    try (var out = Files.newOutputStream(file)) {
      store.store(out, password);
    }
    return file;
  }

  /**
   * A store with the key and certificate chain of one alias.
   *
   * @param type {@code PKCS12} or {@code JKS}
   */
  public Path keyStore(String type, String alias, String password)
      throws IOException, GeneralSecurityException {
    KeyStore all = keys();
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    store.setKeyEntry(
        alias, all.getKey(alias, PASSWORD), password.toCharArray(), all.getCertificateChain(alias));
    Path file = folder.resolve(alias + "-key." + type);
    try (var out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file;
  }

  /** A PEM file with the key, not encrypted, and the certificates of one alias and another. */
  public Path keyPem(String alias, String authority) throws IOException, GeneralSecurityException {
    String key =
        Base64.getMimeEncoder(64, "\n".getBytes(UTF_8))
            .encodeToString(keys().getKey(alias, PASSWORD).getEncoded());
    return Files.writeString(
        folder.resolve(alias + "-key.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + key
            + "\n-----END PRIVATE KEY-----\n"
            + Files.readString(pem(alias, authority)).replaceFirst("^Text.*\n", ""));
  }

  /** A context for a server that shows the certificate of this alias. */
  public SSLContext serverContext(String alias) throws IOException, GeneralSecurityException {
    KeyStore all = keys();
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(one, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(keyStore().toFile(), PASSWORD);
  }

  private Path keyStore() {
    return folder.resolve("keys.p12");
  }

  private void generate(String alias, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
    command.addAll(List.of("-keystore", keyStore().toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", new String(PASSWORD)));
    command.addAll(options);
    Path log = folder.resolve("keytool.log");
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("keytool failed: " + Files.readString(log));
    }
  }
}
