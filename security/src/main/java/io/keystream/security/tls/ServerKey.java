package io.keystream.security.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Reads the key that a process shows to its peers, and its certificate chain. */
public final class ServerKey {
  private static final Pattern PEM_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> KEY_TYPES = List.of("EC", "RSA", "EdDSA");
  private static final char[] NONE = {};

  private ServerKey() {}

  /**
   * A TLS context with the key of a file.
   *
   * @param keystore {@code *.pem} with a PKCS 8 key that is not encrypted and the certificates of
   *     its chain, {@code *.p12} or {@code *.pfx}, or else a JKS store
   * @param password of the store and its key; null for a PEM file
   * @param truststore of the same kinds, with the authorities that peers' certificates have to be
   *     of; null for those of the JDK
   * @throws IOException if a file cannot be read, or holds no key
   */
  public static SSLContext context(String keystore, char[] password, String truststore)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(keystore, password), password == null ? NONE : password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), truststore == null ? null : trust(truststore), null);
    return context;
  }

  private static TrustManager[] trust(String truststore)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(TrustedCertificates.load(new Truststore(truststore, type(truststore))));
    return trust.getTrustManagers();
  }

  private static String type(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".pem") || name.endsWith(".crt")) {
      return "PEM";
    }
    return name.endsWith(".p12") || name.endsWith(".pfx") ? "PKCS12" : "JKS";
  }

  private static KeyStore load(String file, char[] password)
      throws IOException, GeneralSecurityException {
    if (type(file).equals("PEM")) {
      return pem(file);
    }
    KeyStore store = KeyStore.getInstance(type(file));
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      store.load(in, password);
    }
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return store;
      }
    }
    throw new IOException("Key store " + file + " holds no private key");
  }

  private static KeyStore pem(String file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    String text = Files.readString(Path.of(file));
    Matcher key = PEM_KEY.matcher(text);
    boolean found = key.find();
    Collection<? extends Certificate> chain = certificates(text);
    if (!found || chain.isEmpty()) {
      throw new IOException(
          "Key store "
              + file
              + " holds "
              + (found ? "a key and no certificate" : "no unencrypted PRIVATE KEY (PKCS 8)")
              + "; wanted a key and its certificate chain");
    }
    store.setKeyEntry(
        "key",
        privateKey(Base64.getMimeDecoder().decode(key.group(1)), file),
        NONE,
        chain.toArray(Certificate[]::new));
    return store;
  }

  private static Collection<? extends Certificate> certificates(String text)
      throws GeneralSecurityException {
    int first = text.indexOf("-----BEGIN CERTIFICATE-----");
    if (first < 0) {
      return List.of();
    }
    // The key may stand before, between or after them, and is no certificate.
    String rest = PEM_KEY.matcher(text.substring(first)).replaceAll("");
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(rest.getBytes(StandardCharsets.US_ASCII)));
  }

  private static PrivateKey privateKey(byte[] encoded, String file)
      throws IOException, GeneralSecurityException {
    for (String type : KEY_TYPES) {
      try {
        return KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // A key of another type.
      }
    }
    throw new IOException("Key store " + file + " holds a key that is none of " + KEY_TYPES);
  }
}
