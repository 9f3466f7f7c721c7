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
 * @param optional whether it may be left out whatever its keys need
 */
record Section(String path, Map<String, SchemaNode> children, boolean optional)
    implements SchemaNode {

  /** The section that a record with {@link Key} components declares. */
  static Section of(String path, Class<?> type) {
    Section section = new Section(path, new LinkedHashMap<>(), false);
    section.add(type);
    return section;
  }

  /** Path of a component's key below the path of its record. */
  static String pathOf(String recordPath, RecordComponent component) {
    String name = component.getAnnotation(Key.class).name();
    return join(recordPath, name.isEmpty() ? dashed(component.getName()) : name);
  }

  /** Every key with a value at or below this section, but for those of named sections. */
  Stream<Setting> settings() {
    return leaves().filter(Setting.class::isInstance).map(Setting.class::cast);
  }

  /** Every key with a value, and all named sections, at or below this section. */
  Stream<SchemaNode> leaves() {
    return children.values().stream()
        .flatMap(child -> child instanceof Section section ? section.leaves() : Stream.of(child));
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
    Key key = component.getAnnotation(Key.class);
    String childPath = join(path, name);
    if (component.getType().isRecord()) {
      childSection(name).add(component.getType());
    } else if (valueType(component) instanceof Class<?> type && type.isRecord()) {
      children.put(
          name,
          component.getType() == Map.class
              ? new NamedSections(childPath, key, type)
              : optional(childPath, type));
    } else {
      children.put(name, setting(childPath, component));
    }
  }

  private static Section optional(String path, Class<?> type) {
    return new Section(path, of(path, type).children(), true);
  }

  /** What an optional component is of, or the values of a map; else the component's own type. */
  static Type valueType(RecordComponent component) {
    return component.getType() == Optional.class || component.getType() == Map.class
        ? argument(component.getGenericType())
        : component.getGenericType();
  }

  private Section childSection(String name) {
    return (Section)
        children.computeIfAbsent(
            name, absent -> new Section(join(path, name), new LinkedHashMap<>(), false));
  }

  private static Setting setting(String path, RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    boolean map = component.getType() == Map.class;
    boolean optional = component.getType() == Optional.class;
    Type present = valueType(component);
    boolean list = !map && present instanceof ParameterizedType;
    Class<?> valueType = (Class<?>) (list ? argument(present) : present);
    return new Setting(path, key, ValueType.of(valueType, key), list, map, optional || map);
  }

  /** What a list or an optional is of, or the values of a map. */
  private static Type argument(Type type) {
    Type[] arguments = ((ParameterizedType) type).getActualTypeArguments();
    return arguments[arguments.length - 1];
  }

  private static String join(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }

  private static String dashed(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
