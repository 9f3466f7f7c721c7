package io.keystream.security.kerberos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@code krb5.conf} with the files that it includes. */
public final class Krb5Conf {
  private static final String LIBDEFAULTS = "libdefaults";

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private Krb5Conf() {}

  /** The file that this JVM reads. */
  public static Path ofThisJvm() {
    return Path.of(System.getProperty("java.security.krb5.conf", "/etc/krb5.conf"));
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it, or a file that it includes, cannot be read
   */
  public static Krb5Conf read(Path file) throws IOException {
    Krb5Conf conf = new Krb5Conf();
    conf.add(file);
    return conf;
  }

  /** All values of a key, in the file's order. */
  public List<String> all(String... path) {
    return values.getOrDefault(String.join("/", path), List.of());
  }

  /** The value of a key of {@code [libdefaults]}, of which the first counts. */
  public Optional<String> setting(String key) {
    return all(LIBDEFAULTS, key).stream().findFirst();
  }

  /** Whether a key of {@code [libdefaults]} is switched on. */
  public boolean isOn(String key, boolean otherwise) {
    return setting(key)
        .map(value -> List.of("true", "yes", "on", "1", "y", "t").contains(lower(value)))
        .orElse(otherwise);
  }

  /** The words of a key of {@code [libdefaults]}. */
  public List<String> words(String key) {
    return setting(key).stream()
        .flatMap(value -> Arrays.stream(value.split("[\\s,]+")))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The KDCs that are named for a realm, {@code host:port} each. */
  public List<String> kdcs(String realm) {
    return all("realms", realm, "kdc").stream().map(Krb5Conf::withPort).toList();
  }

  /** The realm of a principal: its own, or the default one. */
  public Optional<String> realm(String principal) {
    int at = principal.lastIndexOf('@');
    return at >= 0 ? Optional.of(principal.substring(at + 1)) : setting("default_realm");
  }

  private static String withPort(String kdc) {
    String host = kdc.replaceFirst("^(tcp|udp)/", "");
    return host.matches("(\\[.*\\]|[^:]+):\\d+") ? host : host + ":88";
  }

  private void add(Path file) throws IOException {
    Deque<String> path = new ArrayDeque<>();
    for (String line : Files.readAllLines(file)) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
        continue;
      }
      if (text.startsWith("include")) {
        include(text);
      } else if (text.startsWith("[")) {
        path.clear();
        path.add(text.substring(1, Math.max(1, text.indexOf(']'))));
      } else if (text.startsWith("}")) {
        path.pollLast();
      } else {
        relation(text, path);
      }
    }
  }

  private void relation(String text, Deque<String> path) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return;
    }
    String key = text.substring(0, equals).strip();
    String value = text.substring(equals + 1).strip().replaceFirst("\\*$", "").strip();
    if (value.equals("{")) {
      path.addLast(key);
    } else {
      String name = String.join("/", path) + "/" + key;
      values.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
    }
  }

  private void include(String text) throws IOException {
    String[] words = text.split("\\s+", 2);
    Path target = Path.of(words.length == 2 ? words[1] : "");
    if (words[0].equals("include")) {
      add(target);
    } else if (words[0].equals("includedir")) {
      try (Stream<Path> files = Files.list(target)) {
        for (Path each : files.filter(Krb5Conf::isIncluded).sorted().toList()) {
          add(each);
        }
      }
    }
  }

  /** As MIT and Java have it: other names are of packages' backups. */
  private static boolean isIncluded(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && (name.matches("[\\w-]+") || name.endsWith(".conf"));
  }

  private static String lower(String value) {
    return value.toLowerCase(Locale.ROOT);
  }
}
