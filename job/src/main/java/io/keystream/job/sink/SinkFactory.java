package io.keystream.job.sink;

import java.io.Serializable;

/** Makes sinks where they are needed, on executors. */
@FunctionalInterface
public interface SinkFactory extends Serializable {
  /** A sink that is not opened yet. */
  Sink create() throws ReflectiveOperationException;
}
