package io.keystream.job.tcp;

import io.keystream.job.receiver.ReceiverKind;
import io.keystream.job.receiver.RecordReceiver;
import io.keystream.job.tcp.TcpSettings.TlsSettings;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Receivers that listen for TCP connections. */
public record TcpKind(TcpSettings settings) implements ReceiverKind {

  @Override
  public RecordReceiver create(Configuration configuration) throws IOException {
    return new TcpReceiver(
        settings,
        settings.tls() == null ? null : password(settings.tls().passwordAlias(), configuration));
  }

  /**
   * Opens keys as a receiver does.
   *
   * @throws IOException why no receiver could use them
   */
  public static void open(TlsSettings keys, Configuration configuration) throws IOException {
    var unused = new ServerTls(keys, password(keys.passwordAlias(), configuration));
  }

  /** None without an alias. */
  private static char[] password(String alias, Configuration configuration) throws IOException {
    if (alias == null) {
      return null;
    }
    char[] password = configuration.getPassword(alias);
    if (password == null) {
      throw new IOException(
          "No password "
              + alias
              + " (keystore-password-alias) in the credential provider "
              + configuration.get("hadoop.security.credential.provider.path", "(none is set)")
              + "; add it with: hadoop credential create "
              + alias);
    }
    return password;
  }
}
