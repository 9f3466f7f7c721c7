package io.keystream.job.tcp;

import io.keystream.job.config.Framing;
import java.io.Serializable;
import java.util.Optional;

/**
 * How a receiver listens.
 *
 * @param host address it binds to; empty for all of the host's
 * @param port of receiver 0, whose followers take the next ones; 0 for any that is free
 * @param acknowledge whether senders are told what is in the log
 * @param maxRecordBytes longest record that is taken
 * @param maxConnections most connections at a time
 * @param tls encryption; null for plain text
 */
public record TcpSettings(
    String host,
    int port,
    Framing framing,
    boolean acknowledge,
    int maxRecordBytes,
    int maxConnections,
    TlsSettings tls)
    implements Serializable {

  /**
   * Where the keys are, none of which is in here.
   *
   * @param keystore file on the receivers' hosts with the key and its certificate chain
   * @param passwordAlias name of its password in the Hadoop credential provider; null if it has
   *     none
   * @param truststore file with the authorities of client certificates; null if clients need none
   */
  public record TlsSettings(String keystore, String passwordAlias, String truststore)
      implements Serializable {}

  Optional<TlsSettings> encryption() {
    return Optional.ofNullable(tls);
  }
}
