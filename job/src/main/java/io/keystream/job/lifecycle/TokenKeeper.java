package io.keystream.job.lifecycle;

import io.keystream.security.token.HeldToken;
import io.keystream.security.token.RefusedLogins;
import io.keystream.security.token.RenewalWatch;
import io.keystream.security.token.RepairPace;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.security.Credentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the job has delegation tokens that are valid, where Spark does not.
 *
 * <p>Spark renews them as planned, and only then: a plan that went wrong it never mends (a fetch
 * that fails for all services makes the next one wait for millions of years; one that fails for
 * some of them leaves these without until the renewal after the next), and a token that a broker no
 * longer knows it does not miss. This one looks at what is held, and at logins that are refused.
 */
final class TokenKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(TokenKeeper.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** How often it is asked how long tokens are valid, where not every service says so. */
  private static final int LESSONS = 5;

  /** New tokens take their time to reach executors, which may still fail with the old ones. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  /**
   * New tokens.
   *
   * @param credentials that hold them
   * @param valid how long each is valid, as far as its service says so
   */
  record Fetched(Credentials credentials, Map<HeldToken, Duration> valid) {}

  /** The tokens of a job. */
  interface Tokens {
    /** Those of the driver. */
    List<HeldToken> held() throws IOException;

    /** New ones, of the services that answer. */
    Fetched fetch() throws IOException, InterruptedException;

    /** Gives new ones to driver and executors. */
    void handOver(Credentials credentials);
  }

  private final Tokens tokens;
  private final RenewalWatch watch;
  private final Supplier<Instant> lastRefusal;
  private final RepairPace pace;
  private int lessons;
  private int repairs;

  TokenKeeper(Tokens tokens, RenewalWatch watch, Supplier<Instant> lastRefusal, Clock clock) {
    this.tokens = tokens;
    this.watch = watch;
    this.lastRefusal = lastRefusal;
    this.pace = new RepairPace(FIRST_PAUSE, LONGEST_PAUSE, clock);
  }

  TokenKeeper(Tokens tokens, RenewalWatch watch) {
    this(tokens, watch, RefusedLogins::last, Clock.systemUTC());
  }

  /** How often tokens had to be renewed in Spark's place. */
  int repairs() {
    return repairs;
  }

  /** Looks once, and does what is to be done; a failure is logged and tried again later. */
  void look() throws InterruptedException {
    try {
      watch.look(tokens.held());
      if (!pace.ready()) {
        return;
      }
      if (!repairedIfNeeded() && !watch.hasLearned() && lessons < LESSONS) {
        lessons++;
        learn();
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      pace.tried();
      LOG.warn("No new tokens; tried again in {} s: {}", pace.pause().toSeconds(), e + "", e);
    }
  }

  /** Only a service that gives a token says for how long, so some are fetched and left unused. */
  private void learn() throws IOException, InterruptedException {
    Map<HeldToken, Duration> valid = tokens.fetch().valid();
    watch.learn(valid);
    if (!watch.hasLearned()) {
      throw new IOException("Not every service gave one to tell how long it is valid: " + valid);
    }
    LOG.info("Watching the renewal of {}", describe(valid));
  }

  private boolean repairedIfNeeded() throws IOException, InterruptedException {
    List<HeldToken> overdue = watch.overdue();
    if (!overdue.isEmpty()) {
      repair("that Spark had not renewed: " + overdue);
      return true;
    }
    if (refused()) {
      repair("after Kafka refused a login");
      return true;
    }
    return false;
  }

  private boolean refused() {
    return watch.holds(HeldToken.KAFKA) && lastRefusal.get().isAfter(pace.lastTry().plus(SETTLING));
  }

  private void repair(String which) throws IOException, InterruptedException {
    LOG.warn("Renewing tokens {}", which);
    List<HeldToken> fresh = replace();
    repairs++;
    LOG.warn("Renewed tokens {}; new are {}; renewal {} since the start", which, fresh, repairs);
  }

  /**
   * Renews because somebody asked, whatever was tried before.
   *
   * @return the new ones, which driver and executors have a little later
   */
  List<HeldToken> renew() throws IOException, InterruptedException {
    try {
      return replace();
    } catch (RuntimeException | LinkageError e) {
      throw new IOException("No new tokens: " + e, e);
    }
  }

  private List<HeldToken> replace() throws IOException, InterruptedException {
    Fetched fetched = tokens.fetch();
    if (fetched.credentials().numberOfTokens() == 0) {
      throw new IOException("No service gave a token");
    }
    tokens.handOver(fetched.credentials());
    watch.learn(fetched.valid());
    pace.tried();
    return HeldToken.in(fetched.credentials());
  }

  private static String describe(Map<HeldToken, Duration> valid) {
    return valid.entrySet().stream()
        .map(each -> each.getKey() + ", valid " + each.getValue().toSeconds() + " s")
        .sorted()
        .collect(Collectors.joining("; "));
  }
}
