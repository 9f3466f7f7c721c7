package io.keystream.job.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which files count of the records that an entry read: its own, or those of a later repair. */
public final class EntryVersions {
  private final Map<Long, LedgerEntry> repairs = new HashMap<>();
  private final Set<String> replaced = new HashSet<>();
  private final Map<String, Long> replayed = new HashMap<>();

  /** Takes note of entries, in their order. */
  public void add(List<LedgerEntry> entries) {
    entries.forEach(this::add);
  }

  private void add(LedgerEntry entry) {
    if (entry.repair() != null) {
      repairs.put(entry.repair().entry(), entry);
      entry.repair().files().forEach(file -> replaced.add(file.path()));
    }
    if (entry.replay() != null) {
      entry.replay().files().forEach(file -> replayed.put(file.path(), entry.sequence()));
    }
  }

  /** The entry whose files count of what {@code first} read. */
  public LedgerEntry current(LedgerEntry first) {
    return repairs.getOrDefault(first.sequence(), first);
  }

  /** Whether another file is in the place of this one. */
  boolean isReplaced(String path) {
    return replaced.contains(path);
  }

  /** Whether what stood in a file counts no longer. */
  public boolean isRetired(String path) {
    return replaced.contains(path) || replayed.containsKey(path);
  }

  /** The entry that replayed dead letters of an entry, if one did: their rows stand there. */
  public Optional<Long> replayOf(LedgerEntry entry) {
    return entry.files().stream()
        .map(file -> replayed.get(file.path()))
        .filter(sequence -> sequence != null)
        .findFirst();
  }
}
