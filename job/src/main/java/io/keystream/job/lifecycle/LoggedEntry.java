package io.keystream.job.lifecycle;

import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.MDC;

/**
 * The ledger's entry that is being made, on every line that the calling thread and its tasks log
 * meanwhile.
 */
final class LoggedEntry {
  /**
   * Read by the rendered layout. Spark gives local properties {@code mdc.*} to tasks, as they are.
   */
  private static final String KEY = "mdc.entry";

  private LoggedEntry() {}

  /** Lines are of the entry of this sequence from now on. */
  static void begin(JavaSparkContext context, long sequence) {
    MDC.put(KEY, Long.toString(sequence));
    context.setLocalProperty(KEY, Long.toString(sequence));
  }

  /** Lines are of none from now on. */
  static void end(JavaSparkContext context) {
    MDC.remove(KEY);
    context.setLocalProperty(KEY, null);
  }
}
