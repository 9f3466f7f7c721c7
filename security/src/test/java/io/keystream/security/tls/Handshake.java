package io.keystream.security.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Two ends of a TLS connection that talk without a network. */
final class Handshake {
  private static final int LARGE = 1 << 16;

  private final ByteBuffer toServer = ByteBuffer.allocate(LARGE);
  private final ByteBuffer toClient = ByteBuffer.allocate(LARGE);

  private Handshake() {}

  /** Shakes hands. Fails as the client does. */
  static void of(SSLEngine client, SSLEngine server) throws SSLException {
    client.setUseClientMode(true);
    server.setUseClientMode(false);
    client.beginHandshake();
    server.beginHandshake();
    Handshake between = new Handshake();
    while (shakes(client)) {
      step(client, between.toClient, between.toServer);
      step(server, between.toServer, between.toClient);
    }
  }

  private static boolean shakes(SSLEngine engine) {
    return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> engine.getDelegatedTask().run();
      case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
      default -> {
        in.flip();
        engine.unwrap(in, ByteBuffer.allocate(LARGE));
        in.compact();
      }
    }
  }
}
