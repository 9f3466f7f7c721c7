package io.keystream.job.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A section: a mapping whose keys are known. Built from the record that holds its values.
 *
 * @param path dotted path in the file; empty for the file as a whole
 * @param children what may stand in it, in the order of the records' components
 */
record Section(String path, Map<String, SchemaNode> children) implements SchemaNode {

  /** The section that a record with {@link Key} components declares. */
  static Section of(Class<? extends Record> type) {
    Section root = new Section("", new LinkedHashMap<>());
    root.add(type);
    return root;
  }

  /** Path of a component's key below the path of its record. */
  static String pathOf(String recordPath, RecordComponent component) {
    String name = component.getAnnotation(Key.class).name();
    return join(recordPath, name.isEmpty() ? dashed(component.getName()) : name);
  }

  /** Every key with a value at or below this section. */
  Stream<Setting> settings() {
    return children.values().stream()
        .flatMap(
            child ->
                child instanceof Section section ? section.settings() : Stream.of((Setting) child));
  }

  private void add(Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      String[] names = pathOf("", component).split("\\.", -1);
      Section parent = this;
      for (int i = 0; i < names.length - 1; i++) {
        parent = parent.childSection(names[i]);
      }
      parent.add(names[names.length - 1], component);
    }
  }

  private void add(String name, RecordComponent component) {
    if (component.getType().isRecord()) {
      childSection(name).add(component.getType());
    } else {
      children.put(name, setting(join(path, name), component));
    }
  }

  private Section childSection(String name) {
    return (Section)
        children.computeIfAbsent(
            name, absent -> new Section(join(path, name), new LinkedHashMap<>()));
  }

  private static Setting setting(String path, RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    boolean optional = component.getType() == Optional.class;
    Type type = component.getGenericType();
    Type present = optional ? argument(type) : type;
    boolean list = present instanceof ParameterizedType;
    Class<?> valueType = (Class<?>) (list ? argument(present) : present);
    return new Setting(path, key, ValueType.of(valueType, key), list, optional);
  }

  /** What a list or an optional is of; the only other generic types are lists. */
  private static Type argument(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }

  private static String join(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }

  private static String dashed(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
