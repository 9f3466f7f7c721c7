package io.keystream.lab;

import io.keystream.lab.daemon.Daemon;
import io.keystream.lab.process.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Sees strangers on the lab's ports before a daemon stumbles over them. */
public final class FreePorts {
  /** A process that was killed is gone a moment before its sockets are. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private FreePorts() {}

  /** Throws if a port of these daemons is taken and stays so. */
  public static void require(List<Daemon> daemons) {
    Instant deadline = Instant.now().plus(PATIENCE);
    List<String> taken = taken(daemons);
    while (!taken.isEmpty()) {
      if (Instant.now().isAfter(deadline)) {
        throw new LabException(
            "Ports in use by other programs: %s; move the lab with KEYSTREAM_LAB_PORT_BASE"
                .formatted(String.join(", ", taken)));
      }
      Pause.of(Duration.ofMillis(100));
      taken = taken(daemons);
    }
  }

  private static List<String> taken(List<Daemon> daemons) {
    return daemons.stream()
        .flatMap(
            daemon ->
                daemon.ports().stream()
                    .filter(port -> !isFree(port))
                    .map(port -> port + " (" + daemon.name() + ")"))
        .toList();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
