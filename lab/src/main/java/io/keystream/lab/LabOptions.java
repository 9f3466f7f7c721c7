package io.keystream.lab;

import io.keystream.lab.config.Overrides;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Port;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What distinguishes one lab from another.
 *
 * @param checkout the folder of this repository, where the jars were built
 * @param directory the work folder, everything the lab writes is below it
 * @param portBase the first port, see {@link Port}
 * @param brokers number of Kafka brokers
 * @param overrides settings laid over those of the lab
 */
public record LabOptions(
    Path checkout, Path directory, int portBase, int brokers, Overrides overrides) {
  public static final int DEFAULT_PORT_BASE = 21000;
  private static final int MAX_BROKERS = 9;
  private static final String SET = "set.";

  public LabOptions {
    checkout = checkout.toAbsolutePath().normalize();
    directory = directory.toAbsolutePath().normalize();
    if (brokers < 1 || brokers > MAX_BROKERS) {
      throw new LabException("Invalid number of brokers " + brokers + ": 1 to " + MAX_BROKERS);
    }
    if (portBase < 1024 || portBase > 65000) {
      throw new LabException("Invalid port base " + portBase + ": 1024 to 65000");
    }
    if (directory.toString().chars().anyMatch(c -> Character.isWhitespace(c) || c == ':')) {
      throw new LabException(
          "Invalid lab folder "
              + directory
              + ": class paths and Kerberos take no blanks and no colons; set KEYSTREAM_LAB_DIR");
    }
  }

  /**
   * From {@code KEYSTREAM_CHECKOUT}, which kit and the build set, {@code KEYSTREAM_LAB_DIR}
   * (default {@code .lab} in the checkout) and {@code KEYSTREAM_LAB_PORT_BASE} (default 21000).
   */
  public static LabOptions fromEnvironment() {
    return from(System.getenv());
  }

  static LabOptions from(Map<String, String> environment) {
    Path checkout = Path.of(environment.getOrDefault("KEYSTREAM_CHECKOUT", ""));
    Optional<String> directory = Optional.ofNullable(environment.get("KEYSTREAM_LAB_DIR"));
    String base = environment.getOrDefault("KEYSTREAM_LAB_PORT_BASE", "" + DEFAULT_PORT_BASE);
    try {
      return new LabOptions(
          checkout,
          directory.map(Path::of).orElse(checkout.resolve(".lab")),
          Integer.parseInt(base),
          1,
          Overrides.none());
    } catch (NumberFormatException e) {
      throw new LabException("Invalid KEYSTREAM_LAB_PORT_BASE " + base + ": not a number", e);
    }
  }

  public LabOptions withDirectory(Path newDirectory) {
    return new LabOptions(checkout, newDirectory, portBase, brokers, overrides);
  }

  public LabOptions withPortBase(int newPortBase) {
    return new LabOptions(checkout, directory, newPortBase, brokers, overrides);
  }

  public LabOptions withBrokers(int newBrokers) {
    return new LabOptions(checkout, directory, portBase, newBrokers, overrides);
  }

  /** With one setting of a daemon changed; see {@link Overrides}. */
  public LabOptions with(String key, String value) {
    return new LabOptions(checkout, directory, portBase, brokers, overrides.with(key, value));
  }

  /** Host and port of every broker, separated by commas. */
  public String bootstrapServers() {
    StringBuilder servers = new StringBuilder();
    for (int broker = 1; broker <= brokers; broker++) {
      servers.append(broker == 1 ? "" : ",").append("localhost:");
      servers.append(Port.KAFKA_CLIENT.ofBroker(portBase, broker));
    }
    return servers.toString();
  }

  /** What the lab in this folder runs with; empty if it is not up. */
  public static Optional<LabOptions> running(Path directory) {
    LabFolder folder = new LabFolder(new Folders(directory));
    return folder.isComplete() ? folder.options() : Optional.empty();
  }

  /** The options a lab in this folder was started with; empty if there is none. */
  static Optional<LabOptions> load(Path directory, Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties stored = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      stored.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> set = new TreeMap<>();
    for (String key : stored.stringPropertyNames()) {
      if (key.startsWith(SET)) {
        set.put(key.substring(SET.length()), stored.getProperty(key));
      }
    }
    return Optional.of(
        new LabOptions(
            Path.of(stored.getProperty("checkout")),
            directory,
            Integer.parseInt(stored.getProperty("port-base")),
            Integer.parseInt(stored.getProperty("brokers")),
            new Overrides(set)));
  }

  void store(Path file) {
    Properties stored = new Properties();
    stored.setProperty("checkout", checkout.toString());
    stored.setProperty("port-base", Integer.toString(portBase));
    stored.setProperty("brokers", Integer.toString(brokers));
    overrides.values().forEach((key, value) -> stored.setProperty(SET + key, value));
    try (Writer writer = Files.newBufferedWriter(file)) {
      stored.store(writer, "What this lab was started with");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
