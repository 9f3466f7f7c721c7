package io.keystream.job.tcp;

import io.keystream.job.receiver.ReceiverKind;
import io.keystream.job.receiver.RecordReceiver;
import io.keystream.job.tcp.TcpSettings.TlsSettings;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Receivers that listen for TCP connections. */
public record TcpKind(TcpSettings settings) implements ReceiverKind {

  @Override
  public RecordReceiver create(Configuration configuration) throws IOException {
    Optional<String> alias = settings.encryption().map(TlsSettings::passwordAlias);
    return new TcpReceiver(
        settings, alias.isPresent() ? password(alias.get(), configuration) : null);
  }

  private static char[] password(String alias, Configuration configuration) throws IOException {
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
