package io.keystream.job.receiver;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/**
 * Receivers of a class that somebody else wrote.
 *
 * @param className of a {@link RecordReceiver}
 */
public record CustomKind(String className) implements ReceiverKind {

  @Override
  public RecordReceiver create(Configuration configuration) throws IOException {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return Class.forName(className, true, loader)
          .asSubclass(RecordReceiver.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IOException(
          "Wanted as source.custom.class a class that implements "
              + RecordReceiver.class.getName()
              + " with a public constructor without parameters, in a jar shipped with --jars; found "
              + e,
          e);
    }
  }
}
