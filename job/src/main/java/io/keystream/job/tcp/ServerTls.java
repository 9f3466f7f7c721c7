package io.keystream.job.tcp;

import io.keystream.job.tcp.TcpSettings.TlsSettings;
import io.keystream.security.tls.ServerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS of new connections, with the keys that the files hold then. */
final class ServerTls {
  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final TlsSettings settings;
  private final char[] password;
  private FileTime read;
  private SSLContext context;

  /**
   * @param password of the key store; null if it has none
   * @throws IOException if the files cannot be used
   */
  ServerTls(TlsSettings settings, char[] password) throws IOException {
    this.settings = settings;
    this.password = password;
    this.read = modifiedAt();
    this.context = load();
  }

  /** The receiver's side of a connection. */
  synchronized SSLEngine engine() {
    refresh();
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(PROTOCOLS);
    engine.setNeedClientAuth(settings.truststore() != null);
    return engine;
  }

  /** A certificate that was renewed is used without a restart; one that is bad is not. */
  private void refresh() {
    try {
      FileTime newest = modifiedAt();
      if (!newest.equals(read)) {
        read = newest;
        context = load();
        LOG.info("New connections use the certificate that {} holds now", settings.keystore());
      }
    } catch (IOException e) {
      LOG.error("New connections use the certificate before: {}", e.getMessage(), e);
    }
  }

  private FileTime modifiedAt() throws IOException {
    return Files.getLastModifiedTime(Path.of(settings.keystore()));
  }

  private SSLContext load() throws IOException {
    try {
      return ServerKey.context(settings.keystore(), password, settings.truststore());
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "Key store " + settings.keystore() + " cannot be used: " + e.getMessage(), e);
    }
  }
}
