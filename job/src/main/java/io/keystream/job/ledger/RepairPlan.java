package io.keystream.job.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Entries whose files are to be made again.
 *
 * @param entries those that read the records first, by their sequences
 * @param files how many of their files are missing or damaged
 * @param refused why others with such files cannot be, one sentence each
 */
public record RepairPlan(List<LedgerEntry> entries, long files, List<String> refused) {

  public RepairPlan {
    entries = List.copyOf(entries);
    refused = List.copyOf(refused);
  }

  /** Why the records of an entry cannot be read again, in words; empty if they can. */
  public interface Refusal {
    List<String> of(LedgerEntry entry);
  }

  /**
   * Looks for what is to be made again.
   *
   * @param all every entry of the ledger
   * @param range those that are looked at
   * @param probe looks into their files; null: all of them are to be made again, whatever they are
   * @param refusal asked for entries that are to be made again
   */
  public static RepairPlan of(
      HomeFiles files,
      Home home,
      List<LedgerEntry> all,
      List<LedgerEntry> range,
      FileProbe probe,
      Refusal refusal)
      throws IOException {
    EntryVersions versions = new EntryVersions();
    versions.add(all);
    CompactedFiles compacted = CompactedFiles.of(files, home);
    Set<LedgerEntry> wanted = new LinkedHashSet<>();
    List<String> refused = new ArrayList<>();
    long damaged = 0;
    for (LedgerEntry entry : range) {
      LedgerEntry current = versions.current(original(entry, all));
      long problems =
          probe == null ? 0 : problems(files, home, probe, versions, compacted, current);
      if (problems == 0 && (probe != null || current.files().isEmpty())) {
        continue;
      }
      List<String> why = why(current, entry, versions, compacted, refusal, all);
      if (why.isEmpty()) {
        damaged += wanted.add(original(entry, all)) ? problems : 0;
      } else {
        refused.add("Entry " + entry.sequence() + ": " + String.join("; ", why));
      }
    }
    return new RepairPlan(List.copyOf(wanted), damaged, refused);
  }

  private static List<String> why(
      LedgerEntry current,
      LedgerEntry entry,
      EntryVersions versions,
      CompactedFiles compacted,
      Refusal refusal,
      List<LedgerEntry> all)
      throws IOException {
    if (entry.replay() != null) {
      return List.of("its source were dead letters, not Kafka");
    }
    LedgerEntry original = original(entry, all);
    if (!original.readsTopics()) {
      return List.of("the entry that read its records is no longer kept");
    }
    Optional<String> joined = compacted.refusal(current);
    if (joined.isPresent()) {
      return List.of(joined.get());
    }
    return versions
        .replayOf(current)
        .map(
            replay ->
                List.of(
                    "its dead letters were replayed by entry " + replay + ", which has their rows"))
        .orElseGet(() -> refusal.of(original));
  }

  /** The entry that read the records first. */
  private static LedgerEntry original(LedgerEntry entry, List<LedgerEntry> all) {
    return entry.repair() == null
        ? entry
        : all.stream()
            .filter(other -> other.sequence() == entry.repair().entry())
            .findFirst()
            .orElse(entry);
  }

  private static long problems(
      HomeFiles files,
      Home home,
      FileProbe probe,
      EntryVersions versions,
      CompactedFiles compacted,
      LedgerEntry entry)
      throws IOException {
    PublishedFiles published =
        new PublishedFiles(files, home, probe, file -> versions.isRetired(file.path()), compacted);
    published.check(entry);
    return published.problems().size();
  }
}
