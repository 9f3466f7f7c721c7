package io.keystream.job.source;

import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.spark.SparkException;

/** Tells failures of reading, after which a batch is tried again, from all others. */
public final class ReadFailure {
  private static final String KAFKA_ERRORS = ApiException.class.getPackageName() + ".";

  private ReadFailure() {}

  /**
   * Whether the brokers, or the way to them, made a batch fail. A task's exception arrives on the
   * driver as text only.
   */
  public static boolean causes(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkException && namesOne(String.valueOf(cause.getMessage()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean namesOne(String text) {
    return text.contains(KAFKA_ERRORS)
        || text.contains(OffsetOutOfRangeException.class.getName())
        || text.contains(NoProgressException.class.getName())
        || text.contains(FileGoneException.class.getName());
  }
}
