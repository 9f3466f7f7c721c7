package io.keystream.job.lifecycle;

import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.Replay;
import io.keystream.job.ledger.ReplayAnswer;
import io.keystream.job.ledger.ReplayRequest;
import io.keystream.job.ledger.ReplayRequest.LetterFile;
import io.keystream.job.ledger.ReplayRequests;
import io.keystream.job.ledger.ReplayedFile;
import io.keystream.job.ledger.Sequences;
import io.keystream.job.output.CannotReplayException;
import io.keystream.job.output.LetterStaging;
import io.keystream.job.output.StagedBatch;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays the dead letters that operators ask for, between two batches of the topics.
 *
 * <p>A replay is an entry of the ledger like any other, whose source are files of dead letters and
 * whose positions stay where they are. Its publication moves these files out of the folder of dead
 * letters. So each file is the source of one entry at the most: it is either still in the folder,
 * and no entry has it, or one has, and publishing that entry is finished before the next is
 * committed.
 */
final class DeadLetterReplays {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReplays.class);

  /** A request of more is done in several entries, so that the topics do not wait for long. */
  private static final long ROWS_PER_ENTRY = 200_000;

  /** Names that readers of the folder leave out begin with a dot. */
  private static final String RETIRED = ".replayed";

  /** By how much the file system's clock may be ahead of the driver's. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

  private final HomeFiles files;
  private final Home home;
  private final Epoch epoch;
  private final Ledger ledger;
  private final Publication publication;
  private final ReplayRequests requests;
  private final EntriesWithoutMoves entries;
  private final Path folder;
  private final Clock clock = Clock.systemUTC();

  /**
   * Prepares to answer requests, while all that was committed before is published.
   *
   * @param folder of the published dead letters
   */
  DeadLetterReplays(
      HomeFiles files,
      Home home,
      Epoch epoch,
      Ledger ledger,
      Publication publication,
      String fingerprint,
      String folder) {
    this.files = files;
    this.home = home;
    this.epoch = epoch;
    this.ledger = ledger;
    this.publication = publication;
    this.requests = new ReplayRequests(files, home);
    this.entries = new EntriesWithoutMoves(ledger, epoch, fingerprint, clock);
    this.folder = new Path(folder);
  }

  /** Goes on with the oldest request, if there is one: commits one entry at the most. */
  void run(LetterStaging staging, Instant time) throws IOException {
    List<String> pending = requests.pending();
    if (pending.isEmpty()) {
      return;
    }
    String id = pending.get(0);
    try {
      ReplayRequest request = read(id);
      List<LetterFile> left = left(request);
      List<LetterFile> now = first(left);
      if (!now.isEmpty()) {
        commit(request, now, stage(staging, request, now), time);
      }
      if (now.size() == left.size()) {
        answer(id, null);
      }
    } catch (CannotReplayException e) {
      LOG.error("Request {} to replay dead letters is given up", id, e);
      answer(id, e.getMessage());
    }
  }

  private ReplayRequest read(String id) throws IOException {
    try {
      return requests.read(id);
    } catch (LedgerException e) {
      throw new CannotReplayException(e.getMessage(), e);
    }
  }

  /** Those files that no entry has had yet. */
  private List<LetterFile> left(ReplayRequest request) throws IOException {
    Set<String> there = new HashSet<>();
    files.list(folder).forEach(found -> there.add(found.getPath().getName()));
    return request.files().stream().filter(file -> there.contains(file.name())).toList();
  }

  static List<LetterFile> first(List<LetterFile> left) {
    List<LetterFile> first = new ArrayList<>();
    long rows = 0;
    for (LetterFile file : left) {
      rows += file.rows();
      if (!first.isEmpty() && rows > ROWS_PER_ENTRY) {
        break;
      }
      first.add(file);
    }
    return first;
  }

  private StagedBatch stage(LetterStaging staging, ReplayRequest request, List<LetterFile> now)
      throws IOException {
    return staging
        .stage(now, request.selection(), epoch.number(), ledger.nextSequence())
        .after(ledger.last().orElseThrow());
  }

  private void commit(ReplayRequest request, List<LetterFile> now, StagedBatch batch, Instant time)
      throws IOException {
    HaltPoint.STAGED.reached(epoch.number());
    LedgerEntry entry = entries.replaying(time, batch, replayed(request, now));
    ledger.commit(entry);
    HaltPoint.COMMITTED.reached(epoch.number());
    publication.add(entry);
    if (publication.done()) {
      HaltPoint.PUBLISHED.reached(epoch.number());
    }
    LOG.info("Replayed dead letters of request {}: {}", request.id(), entry.records());
  }

  private Replay replayed(ReplayRequest request, List<LetterFile> now) {
    Path retired = new Path(new Path(folder, RETIRED), Sequences.format(ledger.nextSequence()));
    List<ReplayedFile> replayed = new ArrayList<>();
    long letters = 0;
    long rows = 0;
    for (LetterFile file : now) {
      replayed.add(
          new ReplayedFile(
              new Path(folder, file.name()).toString(),
              new Path(retired, file.name()).toString(),
              file.rows()));
      letters += file.letters();
      rows += file.rows();
    }
    return new Replay(request.id(), letters, rows - letters, replayed);
  }

  /** The ledger knows what was done, also by drivers that were killed since. */
  private void answer(String id, String failure) throws IOException {
    List<Long> entries = new ArrayList<>();
    RecordCounts records = RecordCounts.NONE;
    for (LedgerEntry entry :
        Ledger.since(files, home, requests.submittedAt(id).minus(CLOCKS_DIFFER))) {
      if (entry.replay() != null && entry.replay().request().equals(id)) {
        entries.add(entry.sequence());
        records = records.plus(entry.records());
      }
    }
    requests.answer(epoch, new ReplayAnswer(id, entries, records, failure, clock.instant()));
  }
}
