package io.keystream.job.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
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
      Object value = read(config, component);
      if (value instanceof Record inner) {
        unbind(inner, keyPath, values);
      } else if (value instanceof Optional<?> optional) {
        optional.ifPresent(present -> values.put(keyPath, present, 0));
      } else if (!(value instanceof Map<?, ?> map && map.isEmpty())) {
        values.put(keyPath, value, 0);
      }
    }
  }

  private static Object argument(RecordComponent component, String path, Values values) {
    String keyPath = Section.pathOf(path, component);
    if (component.getType().isRecord()) {
      return bind(component.getType(), keyPath, values);
    }
    Optional<Object> value = values.find(keyPath);
    if (component.getType() == Map.class) {
      return value.orElse(Map.of());
    }
    return component.getType() == Optional.class ? value : value.orElseThrow();
  }

  private static Object read(Record config, RecordComponent component) {
    try {
      return component.getAccessor().invoke(config);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Cannot read " + component, e);
    }
  }
}
