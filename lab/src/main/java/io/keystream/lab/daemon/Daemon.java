package io.keystream.lab.daemon;

import java.util.List;
import java.util.Map;

/**
 * One process of the lab.
 *
 * @param name what people call it: {@code namenode}
 * @param command the line it is started with
 * @param environment variables it needs beside those inherited
 * @param ports all it listens on, the first of which is the one clients use
 * @param page its web page, or what else a person would connect to
 * @param readiness fails as long as it does not serve
 */
public record Daemon(
    String name,
    List<String> command,
    Map<String, String> environment,
    List<Integer> ports,
    String page,
    Readiness readiness) {

  public Daemon {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    ports = List.copyOf(ports);
  }

  /** A check that a daemon really serves, by a request of the kind its clients make. */
  @FunctionalInterface
  public interface Readiness {
    /** Returns when it serves; throws, with the reason as message, when it does not yet. */
    void check() throws Exception;
  }
}
