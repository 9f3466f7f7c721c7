package io.keystream.job.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Matches YAML nodes with the known sections and keys, and collects values and problems. */
final class SectionReader {
  private final Section root;
  private final Values values;
  private final List<Problem> problems;
  private final List<MissingKey> missing = new ArrayList<>();

  private record MissingKey(Setting setting, int sectionLine) {}

  SectionReader(Section root, Values values, List<Problem> problems) {
    this.root = root;
    this.values = values;
    this.problems = problems;
  }

  void read(Node document) {
    section(root, Optional.of(document), 1);
    missing.stream().filter(m -> isPlain(m.setting())).forEach(this::fillIn);
    missing.stream().filter(m -> !isPlain(m.setting())).forEach(this::fillIn);
  }

  private static boolean isPlain(Setting setting) {
    return setting.basis().isEmpty();
  }

  /** Reads a section whose own line is that of its key, or of the section around it. */
  private void section(Section section, Optional<Node> node, int keyLine) {
    int line = node.map(YamlNodes::line).orElse(keyLine);
    node.ifPresent(present -> values.putSection(section.path(), keyLine));
    Map<String, NodeTuple> found = new LinkedHashMap<>();
    if (node.isPresent() && node.get() instanceof MappingNode mapping) {
      found = knownEntries(section, mapping);
    } else if (node.isPresent() && !YamlNodes.isNull(node.get())) {
      String keys = String.join(", ", section.children().keySet());
      problem(
          section.path(),
          line,
          "a section with the keys " + keys,
          YamlNodes.describe(node.get()),
          "write \"key: value\" lines, indented below it");
      return;
    }
    for (Map.Entry<String, SchemaNode> child : section.children().entrySet()) {
      Optional<NodeTuple> entry = Optional.ofNullable(found.get(child.getKey()));
      Optional<Node> value = entry.map(NodeTuple::getValueNode);
      int childLine = entry.map(NodeTuple::getKeyNode).map(YamlNodes::line).orElse(line);
      if (child.getValue() instanceof Section inner) {
        if (!inner.optional() || value.isPresent()) {
          section(inner, value, childLine);
        }
      } else if (child.getValue() instanceof NamedSections named) {
        value.ifPresent(sections -> named(named, sections));
      } else {
        setting((Setting) child.getValue(), value, line);
      }
    }
  }

  private Map<String, NodeTuple> knownEntries(Section section, MappingNode mapping) {
    Map<String, NodeTuple> found = new LinkedHashMap<>();
    Map<String, Integer> firstLines = new HashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      int line = YamlNodes.line(entry.getKeyNode());
      if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
        problem(
            section.path(),
            line,
            "a key",
            YamlNodes.describe(entry.getKeyNode()),
            "write a single word");
        continue;
      }
      String key = keyNode.getValue();
      String path = section.path().isEmpty() ? key : section.path() + "." + key;
      Integer firstLine = firstLines.putIfAbsent(key, line);
      if (firstLine != null) {
        problem(
            path,
            line,
            "every key once",
            "the key of line " + firstLine + " again",
            "remove one of the two");
      } else if (section.children().containsKey(key)) {
        found.put(key, entry);
      } else {
        problem(
            path,
            line,
            "one of " + String.join(", ", section.children().keySet()),
            "an unknown key",
            NearestKey.remedy(key, section, root));
      }
    }
    return found;
  }

  private void named(NamedSections sections, Node node) {
    if (!(node instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
      problem(
          sections.path(),
          YamlNodes.line(node),
          "names of lower-case letters, digits and dashes, each with a section below it",
          node instanceof MappingNode ? "an empty section" : YamlNodes.describe(node),
          "write \"name:\" lines, each with its keys indented below it");
      return;
    }
    Set<String> names = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      name(sections.path(), sections.key(), entry)
          .filter(name -> once(names, sections.path() + "." + name, name, entry))
          .ifPresent(
              name ->
                  section(
                      sections.section(name),
                      Optional.of(entry.getValueNode()),
                      YamlNodes.line(entry.getKeyNode())));
    }
  }

  private boolean once(Set<String> names, String path, String name, NodeTuple entry) {
    boolean first = names.add(name);
    if (!first) {
      int line = YamlNodes.line(entry.getKeyNode());
      problem(path, line, "every name once", "the name again", "rename or remove one of the two");
    }
    return first;
  }

  private void setting(Setting setting, Optional<Node> node, int sectionLine) {
    if (node.isEmpty()) {
      missing.add(new MissingKey(setting, sectionLine));
    } else if (YamlNodes.isNull(node.get())) {
      problem(
          setting.path(),
          YamlNodes.line(node.get()),
          setting.wanted(),
          "no value",
          "give a value, or remove the key if it has a default");
    } else if (setting.list()) {
      list(setting, node.get());
    } else if (setting.map()) {
      map(setting, node.get());
    } else {
      single(setting, setting.path(), node.get())
          .ifPresent(value -> values.put(setting.path(), value, YamlNodes.line(node.get())));
    }
  }

  private void list(Setting setting, Node node) {
    if (!(node instanceof SequenceNode sequence)) {
      problem(
          setting.path(),
          YamlNodes.line(node),
          setting.wanted(),
          YamlNodes.describe(node),
          "put it into brackets: [ ... ]");
      return;
    }
    if (sequence.getValue().isEmpty()) {
      problem(
          setting.path(),
          YamlNodes.line(node),
          setting.wanted(),
          "an empty list",
          "name at least one");
      return;
    }
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < sequence.getValue().size(); i++) {
      Node entry = sequence.getValue().get(i);
      String path = setting.path() + "[" + i + "]";
      single(setting, path, entry)
          .ifPresent(value -> addOnce(entries, value, path, YamlNodes.line(entry)));
    }
    values.put(setting.path(), List.copyOf(entries), YamlNodes.line(node));
  }

  private void map(Setting setting, Node node) {
    if (!(node instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
      problem(
          setting.path(),
          YamlNodes.line(node),
          setting.wanted(),
          node instanceof MappingNode ? "an empty section" : YamlNodes.describe(node),
          "write \"name: value\" lines, indented below it");
      return;
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      name(setting.path(), setting.key(), entry)
          .filter(name -> once(names, setting.path() + "." + name, name, entry))
          .ifPresent(name -> mapped(setting, name, entry, entries));
    }
    values.put(setting.path(), Collections.unmodifiableMap(entries), YamlNodes.line(node));
  }

  private Optional<String> name(String path, Key declared, NodeTuple entry) {
    Node key = entry.getKeyNode();
    if (key instanceof ScalarNode scalar && declared.names().accepts(scalar.getValue())) {
      return Optional.of(scalar.getValue());
    }
    problem(
        path,
        YamlNodes.line(key),
        "a name: " + declared.names().meaning(),
        YamlNodes.describe(key),
        "correct the name");
    return Optional.empty();
  }

  private void mapped(Setting setting, String name, NodeTuple entry, Map<String, Object> entries) {
    String path = setting.path() + "." + name;
    int line = YamlNodes.line(entry.getKeyNode());
    single(setting, path, entry.getValueNode())
        .ifPresent(
            value -> {
              entries.put(name, value);
              values.putLine(path, line);
            });
  }

  private void addOnce(List<Object> entries, Object value, String path, int line) {
    if (entries.contains(value)) {
      problem(path, line, "every entry once", "\"" + value + "\" again", "remove one of the two");
    } else {
      entries.add(value);
    }
  }

  private Optional<Object> single(Setting setting, String path, Node node) {
    ValueType type = setting.type();
    Optional<Object> value =
        node instanceof ScalarNode scalar
            ? type.parser().apply(scalar.getValue())
            : Optional.empty();
    boolean rightKind = node.getTag().equals(type.tag());
    if (value.isPresent() && rightKind) {
      return value;
    }
    String quotes = type.tag().equals(Tag.STR) ? "put the value into quotes" : "remove the quotes";
    problem(
        path,
        YamlNodes.line(node),
        type.wanted(),
        YamlNodes.describe(node),
        value.isPresent() ? quotes : "correct the value");
    return Optional.empty();
  }

  private void fillIn(MissingKey missingKey) {
    Setting setting = missingKey.setting();
    DefaultRule rule = setting.defaultRule();
    Optional<String> written =
        setting.key().defaultValue().isEmpty()
            ? rule.derive(values, setting.basis())
            : Optional.of(setting.key().defaultValue());
    Optional<Object> value = written.flatMap(setting.type().parser());
    boolean awaitsAnother = !setting.basis().isEmpty() && values.find(setting.basis()).isEmpty();
    if (value.isPresent()) {
      values.put(setting.path(), value.get(), missingKey.sectionLine());
    } else if (!setting.optional() && !awaitsAnother) {
      problem(setting.path(), missingKey.sectionLine(), setting.wanted(), "no such key", "add it");
    }
  }

  private void problem(String path, int line, String wanted, String found, String remedy) {
    problems.add(new Problem(path, line, wanted, found, remedy));
  }
}
