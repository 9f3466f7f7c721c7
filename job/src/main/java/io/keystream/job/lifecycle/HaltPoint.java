package io.keystream.job.lifecycle;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places at which a crash test kills the driver, as {@code kill -9} would.
 *
 * <p>The system property {@value #PROPERTY} lists {@code <epoch>:<point>} pairs; without it nothing
 * happens.
 */
enum HaltPoint {
  /** Files are written, nothing is committed. */
  STAGED,
  /** The entry is committed, nothing is published. */
  COMMITTED,
  /** Everything is published, Spark does not know yet. */
  PUBLISHED;

  private static final String PROPERTY = "keystream.test.halt";
  private static final int KILLED = 137;
  private static final Logger LOG = LoggerFactory.getLogger(HaltPoint.class);

  /** Ends the process if the test asks for it here. */
  void reached(long epoch) {
    String wanted = System.getProperty(PROPERTY, "");
    if (Arrays.asList(wanted.split(",", -1)).contains(epoch + ":" + name())) {
      LOG.warn("Halting epoch {} at {} because {} says so", epoch, this, PROPERTY);
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
