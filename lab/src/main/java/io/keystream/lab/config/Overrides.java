package io.keystream.lab.config;

import io.keystream.lab.LabException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings laid over the lab's own, written {@code <file>.<key>=<value>}, where the file is one of
 * {@link #FILES}: {@code kafka.delegation.token.expiry.time.ms=90000} sets the brokers' {@code
 * delegation.token.expiry.time.ms}.
 *
 * @param values by {@code <file>.<key>}
 */
public record Overrides(Map<String, String> values) {
  /** What a key may start with: {@code core-site.xml}, {@code hdfs-site.xml}, and so on. */
  public static final List<String> FILES =
      List.of("core", "hdfs", "yarn", "scheduler", "kafka", "spark");

  public Overrides {
    values = Map.copyOf(new TreeMap<>(values));
    values.keySet().forEach(Overrides::check);
  }

  public static Overrides none() {
    return new Overrides(Map.of());
  }

  /** These overrides and one more. */
  public Overrides with(String key, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(key, value);
    return new Overrides(more);
  }

  /** The keys and values for one file, without its prefix. */
  Map<String, String> of(String file) {
    Map<String, String> found = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(file + ".")) {
            found.put(key.substring(file.length() + 1), value);
          }
        });
    return found;
  }

  private static void check(String key) {
    int dot = key.indexOf('.');
    if (dot < 0 || dot == key.length() - 1 || !FILES.contains(key.substring(0, dot))) {
      throw new LabException(
          "Invalid setting %s: it must be <file>.<key>, where <file> is one of %s"
              .formatted(key, FILES));
    }
  }
}
