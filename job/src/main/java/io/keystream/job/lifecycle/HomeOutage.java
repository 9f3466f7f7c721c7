package io.keystream.job.lifecycle;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.spark.SparkException;

/**
 * Tells failures of the file system, which come to an end, from all others: a NameNode that
 * restarts or is in safe mode, DataNodes that are gone, tokens that expired while no KDC answered,
 * a quota, a permission. Who waits has lost nothing; who ends uses up an attempt.
 */
final class HomeOutage {
  /** How Spark tells the driver what a task threw, which arrives as text only. */
  private static final Pattern OF_A_TASK =
      Pattern.compile(
          "(?:Lost task \\S+ in stage \\S+ \\(TID \\d+\\) \\([^)]*\\): |\nCaused by: )([\\w.$]+)");

  private static final String UNCHECKED = UncheckedIOException.class.getName() + ": ";

  private HomeOutage() {}

  /** Whether a batch that failed so may succeed later, and nothing else is wrong. */
  static boolean causes(Throwable failure) {
    if (JobFailure.isExplained(failure)) {
      return false;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isOne(cause.getClass()) || (cause instanceof SparkException && isOfTask(cause))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfTask(Throwable failure) {
    String text = String.valueOf(failure.getMessage()).replace(UNCHECKED, "");
    return OF_A_TASK.matcher(text).results().anyMatch(thrown -> isOne(thrown.group(1)));
  }

  private static boolean isOne(String className) {
    try {
      return isOne(Class.forName(className, false, HomeOutage.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** What is missing, or in the way, stays so: that is no outage. */
  private static boolean isOne(Class<?> failure) {
    return IOException.class.isAssignableFrom(failure)
        && !FileNotFoundException.class.isAssignableFrom(failure)
        && !FileAlreadyExistsException.class.isAssignableFrom(failure);
  }
}
