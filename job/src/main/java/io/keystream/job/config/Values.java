package io.keystream.job.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The valid values found in a file, and the defaults of those left out, by the path of the key. */
final class Values {
  private final Map<String, Object> values = new TreeMap<>();
  private final Map<String, Integer> lines = new TreeMap<>();
  private final Set<String> sections = new LinkedHashSet<>();

  void put(String path, Object value, int line) {
    values.put(path, value);
    lines.put(path, line);
  }

  /** Tells where an entry of a value stands. */
  void putLine(String path, int line) {
    lines.put(path, line);
  }

  /** Tells where a section stands that is in the file. */
  void putSection(String path, int line) {
    sections.add(path);
    lines.put(path, line);
  }

  /** Whether the file has this section, with or without keys. */
  boolean hasSection(String path) {
    return sections.contains(path);
  }

  /** Names of the sections that lie right below a path, in the order of the file. */
  List<String> names(String path) {
    return sections.stream()
        .filter(section -> section.startsWith(path + "."))
        .map(section -> section.substring(path.length() + 1))
        .filter(name -> !name.contains("."))
        .toList();
  }

  /** The paths that have a value, sorted. */
  Set<String> paths() {
    return values.keySet();
  }

  Optional<Object> find(String path) {
    return Optional.ofNullable(values.get(path));
  }

  /** The value as it is written in a file. */
  Optional<String> text(String path) {
    return find(path).map(ValueType::format);
  }

  boolean is(String path, Object value) {
    return value.equals(values.get(path));
  }

  /** Line of the key, or of the section in which its default applies. */
  int line(String path) {
    return lines.getOrDefault(path, 1);
  }
}
