package io.keystream.job.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the configuration records from values, and takes them apart again. */
final class RecordBinder {
  private RecordBinder() {}

  /** The record whose keys lie at {@code path}; every required value must be there. */
  static <R> R bind(Class<R> type, String path, Values values) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] arguments =
        Arrays.stream(components).map(component -> argument(component, path, values)).toArray();
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make " + type, e);
    }
  }

  /** Puts every value of a record into {@code values}; an empty optional or map puts nothing. */
  static void unbind(Record config, String path, Values values) {
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      String keyPath = Section.pathOf(path, component);
      unbindValue(read(config, component), keyPath, values);
    }
  }

  private static void unbindValue(Object value, String path, Values values) {
    if (value instanceof Record inner) {
      unbind(inner, path, values);
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(present -> unbindValue(present, path, values));
    } else if (value instanceof Map<?, ?> map
        && map.values().stream().allMatch(Record.class::isInstance)) {
      map.forEach((name, section) -> unbindValue(section, path + "." + name, values));
    } else {
      values.put(path, value, 0);
    }
  }

  private static Object argument(RecordComponent component, String path, Values values) {
    String keyPath = Section.pathOf(path, component);
    if (component.getType().isRecord()) {
      return bind(component.getType(), keyPath, values);
    }
    if (Section.valueType(component) instanceof Class<?> type && type.isRecord()) {
      return component.getType() == Map.class
          ? named(type, keyPath, values)
          : Optional.of(keyPath)
              .filter(values::hasSection)
              .map(present -> bind(type, present, values));
    }
    Optional<Object> value = values.find(keyPath);
    if (component.getType() == Map.class) {
      return value.orElse(Map.of());
    }
    return component.getType() == Optional.class ? value : value.orElseThrow();
  }

  private static Map<String, Object> named(Class<?> type, String path, Values values) {
    Map<String, Object> sections = new LinkedHashMap<>();
    for (String name : values.names(path)) {
      sections.put(name, bind(type, path + "." + name, values));
    }
    return Collections.unmodifiableMap(sections);
  }

  private static Object read(Record config, RecordComponent component) {
    try {
      return component.getAccessor().invoke(config);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Cannot read " + component, e);
    }
  }
}
