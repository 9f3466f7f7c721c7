package io.keystream.job.sink;

import java.lang.reflect.InvocationTargetException;

/**
 * Makes sinks of a class that a pipeline names.
 *
 * @param className a {@link Sink} with a public constructor without parameters
 */
public record CustomSink(String className) implements SinkFactory {
  private static final long serialVersionUID = 1L;

  @Override
  public Sink create() throws ReflectiveOperationException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return Class.forName(className, true, loader)
        .asSubclass(Sink.class)
        .getConstructor()
        .newInstance();
  }

  /**
   * Why no such sink can be made, or null if one can.
   *
   * @param className of a sink
   */
  public static String problemOf(String className) {
    try {
      new CustomSink(className).create();
      return null;
    } catch (ClassNotFoundException e) {
      return "no such class on the class path";
    } catch (ClassCastException e) {
      return "a class that does not implement " + Sink.class.getName();
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      return "a class without a public constructor that takes nothing";
    } catch (InvocationTargetException e) {
      return "a class whose constructor throws " + e.getCause();
    } catch (ReflectiveOperationException | LinkageError e) {
      return "a class that cannot be loaded: " + e;
    }
  }
}
