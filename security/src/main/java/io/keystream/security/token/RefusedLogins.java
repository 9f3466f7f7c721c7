package io.keystream.security.token;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.AuthenticationException;

/**
 * When a login to Kafka was last refused, in this process or in a task of which it heard: the sign
 * that a token is gone before its time. Clients only report it; what is done about it is not theirs
 * to know.
 */
public final class RefusedLogins {
  private static final String PACKAGE = AuthenticationException.class.getPackageName() + ".";
  private static final AtomicReference<Instant> LAST = new AtomicReference<>(Instant.MIN);

  private RefusedLogins() {}

  /** Takes note of a failure, if it is one of a login. */
  public static void report(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthenticationException || namesOne(cause.getMessage())) {
        LAST.set(Instant.now());
        return;
      }
    }
  }

  /** A task's exception arrives on the driver as text only. */
  private static boolean namesOne(String text) {
    return text != null
        && (text.contains(PACKAGE + "SaslAuthenticationException")
            || text.contains(PACKAGE + "AuthenticationException"));
  }

  /** When that was last; long ago if never. */
  public static Instant last() {
    return LAST.get();
  }
}
