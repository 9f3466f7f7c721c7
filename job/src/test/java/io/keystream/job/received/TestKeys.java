package io.keystream.job.received;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Keys made with the JDK's keytool for one test class. */
public final class TestKeys {
  public static final String PASSWORD = "for-tests-only";

  private final Path folder;

  public TestKeys(Path folder) {
    this.folder = folder;
  }

  /** Makes a certificate authority. */
  public void authority(String alias) throws Exception {
    generate(alias, List.of("-ext", "bc:c"));
  }

  /** Makes a key for 127.0.0.1 with a certificate of an authority. */
  public void key(String alias, String authority) throws Exception {
    generate(alias, List.of("-signer", authority, "-ext", "san=ip:127.0.0.1"));
  }

  /** A PEM file with the certificate of this alias. */
  public Path certificate(String alias) throws Exception {
    return Files.writeString(
        folder.resolve(alias + ".crt"),
        pem("CERTIFICATE", all().getCertificate(alias).getEncoded()));
  }

  /** A PEM file with the key of this alias and its chain. */
  public Path pemKey(String alias, String file) throws Exception {
    StringBuilder text =
        new StringBuilder(
            pem("PRIVATE KEY", all().getKey(alias, PASSWORD.toCharArray()).getEncoded()));
    for (var certificate : all().getCertificateChain(alias)) {
      text.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    return Files.writeString(folder.resolve(file), text);
  }

  /** A PKCS12 store with the key of this alias and its chain. */
  public Path store(String alias) throws Exception {
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    char[] password = PASSWORD.toCharArray();
    one.setKeyEntry(
        alias, all().getKey(alias, password), password, all().getCertificateChain(alias));
    Path file = folder.resolve(alias + ".p12");
    try (var out = Files.newOutputStream(file)) {
      one.store(out, password);
    }
    return file;
  }

  private static String pem(String type, byte[] encoded) {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(encoded);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }

  private KeyStore all() throws Exception {
    return KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
  }

  private void generate(String alias, List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(Arrays.asList("-genkeypair", "-alias", alias, "-keyalg", "EC"));
    command.addAll(Arrays.asList("-dname", "CN=" + alias, "-validity", "30"));
    command.addAll(Arrays.asList("-keystore", folder.resolve("keys.p12").toString()));
    command.addAll(Arrays.asList("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(options);
    Path log = folder.resolve("keytool.log");
    Process keytool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed: " + Files.readString(log));
    }
  }
}
