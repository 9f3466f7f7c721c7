package io.keystream.security.token;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts how often the tokens of each service were replaced, and by whom. */
public final class RenewalCounts {
  private final Map<String, Count> counts = new HashMap<>();

  /**
   * Replacements since the first look.
   *
   * @param tokens that are held now
   * @param byKeeper those of them that were not Spark's
   */
  public record Count(Set<HeldToken> tokens, int all, int byKeeper) {}

  /**
   * Takes note of the tokens that are held now.
   *
   * @param given those that the keeper handed over
   */
  public void look(Collection<HeldToken> held, Set<HeldToken> given) {
    Map<String, Set<HeldToken>> now =
        held.stream().collect(Collectors.groupingBy(RenewalCounts::use, Collectors.toSet()));
    now.forEach(
        (use, tokens) ->
            counts.merge(use, new Count(tokens, 0, 0), (old, fresh) -> next(old, tokens, given)));
  }

  private static Count next(Count old, Set<HeldToken> tokens, Set<HeldToken> given) {
    if (old.tokens().equals(tokens)) {
      return old;
    }
    boolean keepers =
        tokens.stream().filter(token -> !old.tokens().contains(token)).allMatch(given::contains);
    return new Count(tokens, old.all() + 1, old.byKeeper() + (keepers ? 1 : 0));
  }

  /** The replacements of a token that is held. */
  public Count of(HeldToken token) {
    return counts.getOrDefault(use(token), new Count(Set.of(), 0, 0));
  }

  private static String use(HeldToken token) {
    return token.kind() + " " + token.service();
  }
}
