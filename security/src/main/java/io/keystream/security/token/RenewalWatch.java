package io.keystream.security.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knows which delegation tokens should have been replaced by now.
 *
 * <p>Whoever renews them does so after a part of the time for which they are valid. Each token is
 * judged by itself: a renewal that brings those of one service says nothing of the others.
 */
public final class RenewalWatch {
  private static final List<String> RENEWED = List.of(HeldToken.KAFKA, HeldToken.HDFS);

  private final double ratio;
  private final Duration retryWait;
  private final Clock clock;
  private final Map<Use, Duration> validity = new HashMap<>();
  private Map<HeldToken, Instant> held = Map.of();

  /**
   * What is known of the end of a token.
   *
   * @param since it is held, or was issued
   * @param end unless it is replaced before
   * @param due when it is to be replaced
   * @param deadline when somebody else has to
   */
  public record Plan(Instant since, Instant end, Instant due, Instant deadline) {}

  private record Use(String kind, String service) {
    static Use of(HeldToken token) {
      return new Use(token.kind(), token.service());
    }
  }

  /**
   * @param ratio of the validity after which a token is replaced
   * @param retryWait after which a replacement that failed is tried again
   */
  public RenewalWatch(double ratio, Duration retryWait, Clock clock) {
    this.ratio = ratio;
    this.retryWait = retryWait;
    this.clock = clock;
  }

  /** Takes note for how long such tokens are valid unless they are replaced. */
  public void learn(Map<HeldToken, Duration> valid) {
    valid.forEach((token, duration) -> validity.put(Use.of(token), duration));
  }

  /** Whether it is known how long tokens are valid, of each kind held that can be renewed. */
  public boolean hasLearned() {
    Set<String> known = validity.keySet().stream().map(Use::kind).collect(Collectors.toSet());
    return !known.isEmpty() && RENEWED.stream().filter(this::holds).allMatch(known::contains);
  }

  /** Takes note of the tokens that are held now; one that does not tell its age is new now. */
  public void look(Collection<HeldToken> tokens) {
    Map<HeldToken, Instant> now = new HashMap<>();
    for (HeldToken token : tokens) {
      Instant since = held.getOrDefault(token, clock.instant());
      now.put(token, token.terms().map(HeldToken.Terms::issued).orElse(since));
    }
    held = now;
  }

  /** Tokens that were due to be replaced, and a second try had its time, too. */
  public List<HeldToken> overdue() {
    Instant now = clock.instant();
    return held.entrySet().stream()
        .filter(each -> validity.containsKey(Use.of(each.getKey())))
        .filter(each -> now.isAfter(deadline(each.getKey(), each.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The plan for a token that is held, if it is known for how long it is valid. */
  public Optional<Plan> plan(HeldToken token) {
    Instant since = held.get(token);
    Duration valid = validity.get(Use.of(token));
    if (since == null || valid == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Plan(since, since.plus(valid), since.plus(due(valid)), deadline(token, since)));
  }

  /** When a token was first seen, or issued. */
  public Optional<Instant> since(HeldToken token) {
    return Optional.ofNullable(held.get(token));
  }

  private Duration due(Duration valid) {
    return Duration.ofMillis((long) (ratio * valid.toMillis()));
  }

  /** Half of what is left after the renewal is kept for whoever has to make up for it. */
  private Instant deadline(HeldToken token, Instant since) {
    Duration valid = validity.get(Use.of(token));
    Duration due = due(valid);
    Duration half = valid.minus(due).dividedBy(2);
    Duration tries = retryWait.multipliedBy(2);
    return since.plus(due).plus(tries.compareTo(half) < 0 ? tries : half);
  }

  /** Whether a token of this kind is held. */
  public boolean holds(String kind) {
    return held.keySet().stream().anyMatch(token -> token.kind().equals(kind));
  }
}
