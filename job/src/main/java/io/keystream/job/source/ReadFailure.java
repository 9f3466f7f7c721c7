package io.keystream.job.source;

import io.keystream.job.record.RegistryUnavailable;
import io.keystream.security.token.RefusedLogins;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.spark.SparkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells failures of reading, after which a batch is tried again, from all others. */
public final class ReadFailure {
  private static final Logger LOG = LoggerFactory.getLogger(ReadFailure.class);
  private static final String KAFKA_ERRORS = ApiException.class.getPackageName() + ".";

  private ReadFailure() {}

  /**
   * What an action of Spark's computes; nothing if reading failed.
   *
   * @throws IllegalStateException with the cause, if the action failed otherwise
   */
  public static <T> Optional<T> unlessIn(Supplier<T> action) {
    try {
      return Optional.of(action.get());
    } catch (Exception e) { // Scala does not declare Spark's checked exceptions.
      if (causes(e)) {
        RefusedLogins.report(e);
        LOG.warn("The batch could not be read; the next one reads the same again", e);
        return Optional.empty();
      }
      throw e instanceof RuntimeException own
          ? own
          : new IllegalStateException("Spark failed: " + e.getMessage(), e);
    }
  }

  /**
   * Whether the brokers, the schema registry, or the way to them, made a batch fail. A task's
   * exception arrives on the driver as text only.
   */
  static boolean causes(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkException && namesOne(String.valueOf(cause.getMessage()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean namesOne(String text) {
    return text.contains(KAFKA_ERRORS)
        || text.contains(AdminConnection.UNKNOWN_HOSTS)
        || text.contains(OffsetOutOfRangeException.class.getName())
        || text.contains(NoProgressException.class.getName())
        || text.contains(FileGoneException.class.getName())
        || text.contains(RegistryUnavailable.class.getName());
  }
}
