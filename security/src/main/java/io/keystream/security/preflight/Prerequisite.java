package io.keystream.security.preflight;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A check without which others make no sense, such as a login. Where it fails, it alone says why,
 * and those that follow it say that they were not looked at.
 */
public final class Prerequisite {
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private final CompletableFuture<Optional<String>> hindrance = new CompletableFuture<>();
  private final Check check;
  private final String name;
  private final Duration patience;

  /**
   * Watches a check.
   *
   * @param name what followers call it, such as {@code "the login"}
   */
  public Prerequisite(String name, Check check) {
    this(name, check, PATIENCE);
  }

  Prerequisite(String name, Check check, Duration patience) {
    this.name = name;
    this.patience = patience;
    this.check = check.probing(() -> watched(check.probe()));
  }

  /** The check itself, which has to be run for its followers to find out. */
  public Check check() {
    return check;
  }

  /** A check that is looked at only once this one has passed. */
  public Check before(Check follower) {
    return follower.probing(
        () -> {
          await();
          return follower.probe().find();
        });
  }

  private void await() throws NotLookedAt, InterruptedException {
    Optional<String> found;
    try {
      found = hindrance.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      found = Optional.of(name + " has no answer (see " + check.id() + ")");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a result, never a failure, is put there", e);
    }
    if (found.isPresent()) {
      throw new NotLookedAt(found.get());
    }
  }

  /** Where it was not looked at itself, followers name the same cause as it does. */
  private String watched(Check.Probe probe) throws Exception {
    String why = name + " failed (see " + check.id() + ")";
    try {
      String found = probe.find();
      hindrance.complete(Optional.empty());
      return found;
    } catch (NotLookedAt e) {
      why = e.why();
      throw e;
    } catch (NotAsWanted e) {
      if (e.harmless()) {
        hindrance.complete(Optional.empty());
      }
      throw e;
    } finally {
      hindrance.complete(Optional.of(why));
    }
  }
}
