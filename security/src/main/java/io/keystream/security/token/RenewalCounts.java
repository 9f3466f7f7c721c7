package io.keystream.security.token;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts how often the tokens of each service were replaced, and by whom. */
public final class RenewalCounts {
  private final Map<String, Count> counts = new HashMap<>();

  /**
   * Replacements since the first look.
   *
   * @param byKeeper those of them that were not Spark's
   */
  public record Count(Set<String> ids, int all, int byKeeper) {}

  /**
   * Takes note of the tokens that are held now.
   *
   * @param given ids of those that the keeper handed over
   */
  public void look(Collection<HeldToken> held, Set<String> given) {
    Map<String, Set<String>> now = new TreeMap<>();
    for (HeldToken token : held) {
      now.computeIfAbsent(use(token), use -> new TreeSet<>()).add(token.id());
    }
    now.forEach(
        (use, ids) ->
            counts.merge(use, new Count(ids, 0, 0), (old, fresh) -> next(old, ids, given)));
  }

  private static Count next(Count old, Set<String> ids, Set<String> given) {
    if (old.ids().equals(ids)) {
      return old;
    }
    boolean keepers = ids.stream().filter(id -> !old.ids().contains(id)).allMatch(given::contains);
    return new Count(ids, old.all() + 1, old.byKeeper() + (keepers ? 1 : 0));
  }

  /** The replacements of a token that is held. */
  public Count of(HeldToken token) {
    return counts.getOrDefault(use(token), new Count(Set.of(), 0, 0));
  }

  private static String use(HeldToken token) {
    return token.kind() + " " + token.service();
  }
}
