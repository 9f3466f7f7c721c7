package io.keystream.job.lifecycle;

import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.CompactedFiles;
import io.keystream.job.ledger.EntryVersions;
import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.Repair;
import io.keystream.job.ledger.RepairAnswer;
import io.keystream.job.ledger.RepairRequest;
import io.keystream.job.ledger.RepairRequests;
import io.keystream.job.ledger.ReplayedFile;
import io.keystream.job.ledger.Sequences;
import io.keystream.job.output.CannotReplayException;
import io.keystream.job.output.StagedBatch;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes files of entries again for which operators ask, between two batches of the topics.
 *
 * <p>A repair is an entry of the ledger whose source are the records of one earlier entry, and
 * whose positions stay where they are. It is in the place of all files that counted of these
 * records, and its publication moves these away, so that each record counts once. Rows that were
 * delivered to other systems are not delivered again.
 */
final class EntryRepairs {
  private static final Logger LOG = LoggerFactory.getLogger(EntryRepairs.class);

  /** Names that readers leave out begin with a dot. */
  private static final String RETIRED = ".replaced";

  /**
   * A request at work.
   *
   * @param originals the entries asked for, as they were committed first
   * @param versions what became of their files since
   * @param refused why some of them are not made again
   */
  private record Work(
      RepairRequest request,
      Map<Long, LedgerEntry> originals,
      EntryVersions versions,
      Map<Long, String> refused,
      List<Long> done,
      List<Long> made) {}

  private final HomeFiles files;
  private final Home home;
  private final Epoch epoch;
  private final Ledger ledger;
  private final Publication publication;
  private final RepairRequests requests;
  private final EntriesWithoutMoves entries;
  private final Clock clock = Clock.systemUTC();
  private Work work;
  private long seen;

  /** Prepares to answer requests, while all that was committed before is published. */
  EntryRepairs(
      HomeFiles files,
      Home home,
      Epoch epoch,
      Ledger ledger,
      Publication publication,
      String fingerprint) {
    this.files = files;
    this.home = home;
    this.epoch = epoch;
    this.ledger = ledger;
    this.publication = publication;
    this.requests = new RepairRequests(files, home);
    this.entries = new EntriesWithoutMoves(ledger, epoch, fingerprint, clock);
  }

  /** Goes on with the oldest request, if there is one: commits one entry at the most. */
  void run(EntryStaging staging, Instant time) throws IOException {
    List<String> pending = requests.pending();
    if (pending.isEmpty()) {
      work = null;
      return;
    }
    String id = pending.get(0);
    try {
      prepare(id);
    } catch (LedgerException e) {
      LOG.error("Request {} to make files again is given up", id, e);
      requests.answer(
          epoch, new RepairAnswer(id, List.of(), List.of(e.getMessage()), clock.instant()));
      return;
    }
    Optional<Long> next = next();
    if (next.isPresent()) {
      repair(next.get(), staging, time);
    }
    if (next().isEmpty() && publication.done()) {
      answer();
    }
  }

  /** Takes up the request, and what was committed since the last time. */
  private void prepare(String id) throws IOException {
    List<LedgerEntry> entries;
    if (work == null || !work.request.id().equals(id)) {
      RepairRequest request = requests.read(id);
      entries = Ledger.all(files, home);
      work =
          new Work(
              request,
              originals(request, entries),
              new EntryVersions(),
              new LinkedHashMap<>(),
              new ArrayList<>(),
              new ArrayList<>());
    } else {
      entries = Ledger.after(files, home, seen);
    }
    work.versions.add(entries);
    for (LedgerEntry entry : entries) {
      seen = entry.sequence();
      if (entry.repair() != null && entry.repair().request().equals(id)) {
        work.done.add(entry.repair().entry());
        work.made.add(entry.sequence());
      }
    }
  }

  private static Map<Long, LedgerEntry> originals(
      RepairRequest request, List<LedgerEntry> entries) {
    return entries.stream()
        .filter(LedgerEntry::readsTopics)
        .filter(entry -> request.entries().contains(entry.sequence()))
        .collect(Collectors.toMap(LedgerEntry::sequence, entry -> entry));
  }

  private Optional<Long> next() {
    return work.request.entries().stream()
        .filter(sequence -> !work.done.contains(sequence) && !work.refused.containsKey(sequence))
        .findFirst();
  }

  private void repair(long sequence, EntryStaging staging, Instant time) throws IOException {
    try {
      LedgerEntry original = work.originals.get(sequence);
      if (original == null) {
        throw new CannotReplayException("the ledger has no such entry that read topics", null);
      }
      LedgerEntry current = work.versions.current(original);
      refuseReplayed(current);
      refuseJoined(current);
      Optional<StagedBatch> batch = staging.stage(original, epoch.number(), ledger.nextSequence());
      if (batch.isPresent()) {
        commit(original, current, replacing(batch.get(), current), time);
      }
    } catch (CannotReplayException e) {
      LOG.error("Files of entry {} are not made again", sequence, e);
      work.refused.put(sequence, "Entry " + sequence + ": " + e.getMessage());
    }
  }

  /** The rows of its dead letters stand in another entry now, and would stand here again. */
  private void refuseReplayed(LedgerEntry current) {
    work.versions
        .replayOf(current)
        .ifPresent(
            replay -> {
              throw new CannotReplayException(
                  "its dead letters were replayed by entry " + replay + ", which has their rows",
                  null);
            });
  }

  /**
   * {@code keystream compact} does nothing while a request waits, and a plan that it wrote down
   * before is seen here: so the files are not joined from now on until the request is answered.
   */
  private void refuseJoined(LedgerEntry current) throws IOException {
    Optional<String> joined = CompactedFiles.of(files, home).refusal(current);
    if (joined.isPresent()) {
      throw new CannotReplayException(joined.get(), null);
    }
  }

  /** The files of those outputs alone that had files, and nothing that is to be delivered. */
  private StagedBatch replacing(StagedBatch batch, LedgerEntry current) {
    if (batch.counts().read() != current.records().read()) {
      throw new CannotReplayException(
          "Kafka has "
              + batch.counts().read()
              + " of its "
              + current.records().read()
              + " records: others were compacted away",
          null);
    }
    for (OutputCommit before : current.outputs()) {
      boolean there =
          batch.outputs().stream()
              .anyMatch(output -> output.name().equals(before.name()) && output.shares() == 0);
      if (!before.files().isEmpty() && !there) {
        throw new CannotReplayException(
            "the pipeline has no output of files " + before.name() + " any more", null);
      }
    }
    return new StagedBatch(
            batch.counts(), batch.outputs().stream().map(o -> replacing(o, current)).toList())
        .after(ledger.last().orElseThrow());
  }

  private static OutputCommit replacing(OutputCommit output, LedgerEntry current) {
    if (output.shares() > 0) {
      return OutputCommit.spooled(output.name(), List.of(), output.shares());
    }
    boolean before =
        current.output(output.name()).filter(commit -> commit.shares() == 0).isPresent();
    return before ? output : OutputCommit.of(output.name(), List.of());
  }

  private void commit(LedgerEntry original, LedgerEntry current, StagedBatch batch, Instant time)
      throws IOException {
    HaltPoint.STAGED.reached(epoch.number());
    List<ReplayedFile> replaced = current.files().stream().map(this::replaced).toList();
    LedgerEntry entry =
        entries.repairing(
            time,
            batch,
            new Repair(work.request.id(), original.sequence(), current.records(), replaced));
    ledger.commit(entry);
    HaltPoint.COMMITTED.reached(epoch.number());
    publication.add(entry);
    if (publication.done()) {
      HaltPoint.PUBLISHED.reached(epoch.number());
    }
    work.versions.add(List.of(entry));
    work.done.add(original.sequence());
    work.made.add(entry.sequence());
    seen = entry.sequence();
    LOG.info("Made files of entry {} again: {}", original.sequence(), entry.records());
  }

  private ReplayedFile replaced(CommittedFile file) {
    Path path = new Path(file.path());
    Path retired =
        new Path(
            path.getParent(),
            RETIRED + "/" + Sequences.format(ledger.nextSequence()) + "/" + path.getName());
    return new ReplayedFile(file.path(), retired.toString(), file.rows());
  }

  private void answer() throws IOException {
    List<String> refused = List.copyOf(work.refused.values());
    requests.answer(
        epoch, new RepairAnswer(work.request.id(), work.made, refused, clock.instant()));
    work = null;
  }
}
