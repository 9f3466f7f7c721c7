package io.keystream.job.compact;

import io.keystream.job.config.FilesOutputConfig;
import io.keystream.job.config.OutputFormat;
import io.keystream.job.ledger.CompactedFiles;
import io.keystream.job.ledger.Compaction;
import io.keystream.job.ledger.CompactionLog;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.RepairRequests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Joins small published files: finds them, writes down a plan, and carries it out. */
public final class Compactor {
  private static final int PLANNED_AT_ONCE = 500;

  /** Something else is at work on the files; what was planned here is not done, or later. */
  public static final class BusyException extends IOException {
    private static final long serialVersionUID = 1L;

    BusyException(String who) {
      super(who + " for this pipeline, so this one stopped: try again when it has ended");
    }
  }

  private final HomeFiles files;
  private final Home home;
  private final Configuration configuration;
  private final CompactionLog log;
  private final Joining joining;
  private final List<Planned> planned = new ArrayList<>();
  private CompactReport report = CompactReport.empty();
  private CompactionLog.State state;
  private long firstEntry;

  private record Planned(String output, Compaction compaction) {}

  public Compactor(
      HomeFiles files, Home home, Configuration configuration, Concatenation concatenation) {
    this.files = files;
    this.home = home;
    this.configuration = configuration;
    this.log = new CompactionLog(files, home);
    this.joining = new Joining(files, home, configuration, log, concatenation);
  }

  /** Why files of an output cannot be joined, or empty if they can. */
  public static Optional<String> refusal(FilesOutputConfig output) {
    if (output.format() == OutputFormat.AVRO) {
      return Optional.of("each Avro file has its own marks between its blocks");
    }
    if (output.format() == OutputFormat.ORC) {
      return Optional.of("ORC files cannot be joined");
    }
    return output.header()
        ? Optional.of("each CSV file begins with a line of names (header: true)")
        : Optional.empty();
  }

  /**
   * Finds what can be joined.
   *
   * @return what {@link #compact} would do
   */
  public CompactReport rehearse(String output, List<Path> folders, CompactLimits limits)
      throws IOException {
    report = CompactReport.empty();
    find(folders, limits, parts -> report.joined().add(joined(output, parts)));
    return report;
  }

  /**
   * Joins small files of an output, after what an earlier one had planned and did not end.
   *
   * @param folders each with all below it
   * @return what was done
   * @throws BusyException if another one, or a repair, is at work
   */
  public CompactReport compact(String output, List<Path> folders, CompactLimits limits)
      throws IOException {
    report = CompactReport.empty();
    finish();
    find(
        folders,
        limits,
        parts -> {
          Path target = target(parts);
          planned.add(new Planned(output, joining.prepare(target, parts)));
          if (planned.size() == PLANNED_AT_ONCE) {
            carryOut();
          }
        });
    carryOut();
    return report;
  }

  private void find(List<Path> folders, CompactLimits limits, SmallFiles.Taker taker)
      throws IOException {
    List<LedgerEntry> entries = Ledger.all(files, home);
    firstEntry = entries.isEmpty() ? 0 : entries.get(0).sequence();
    KnownFiles known = new KnownFiles(entries, CompactedFiles.of(files, home));
    SmallFiles small = new SmallFiles(configuration, known, limits, report.failures());
    for (Path folder : folders) {
      small.find(folder, taker);
    }
  }

  /** Only this one's, and the last in the order of names, see {@link Joining}. */
  private Path target(List<Part> parts) {
    Path newest = new Path(parts.get(parts.size() - 1).file().path());
    String name =
        String.format(
            "%s-compact-%012d-%04d%s",
            newest.getName().substring(0, newest.getName().indexOf('-')),
            state.version() + 1,
            planned.size(),
            Part.extension(newest));
    return new Path(newest.getParent(), name);
  }

  private void finish() throws IOException {
    state = log.read();
    if (!state.planned().isEmpty()) {
      settle(state.planned().stream().map(each -> new Planned(null, each)).toList());
    }
    log.clean();
  }

  private void carryOut() throws IOException {
    if (planned.isEmpty()) {
      return;
    }
    if (!log.plan(state, planned.stream().map(Planned::compaction).toList())) {
      for (Planned each : planned) {
        joining.deleteFooter(each.compaction());
      }
      throw new BusyException("Another keystream compact is at work");
    }
    settle(planned);
    planned.clear();
  }

  private void settle(List<Planned> all) throws IOException {
    requireNoRepair();
    List<Compaction> done = new ArrayList<>();
    for (Planned each : all) {
      Optional<String> failure = joining.carryOut(each.compaction());
      if (failure.isEmpty()) {
        done.add(each.compaction());
        report.joined().add(joined(each));
      } else {
        report.failures().add(failure.get());
      }
    }
    log.settle(state, done, firstEntry);
    state = log.read();
  }

  /**
   * Asked when the plan is written down, which a driver looks for before it replaces files: one of
   * the two always sees the other.
   */
  private void requireNoRepair() throws IOException {
    if (!new RepairRequests(files, home).pending().isEmpty()) {
      throw new BusyException("A keystream replay --repair waits or is at work");
    }
  }

  private CompactReport.Joined joined(String output, List<Part> parts) {
    return new CompactReport.Joined(
        output,
        new Path(parts.get(0).file().path()).getParent().toString(),
        parts.size(),
        parts.stream().mapToLong(part -> part.file().rows()).sum(),
        parts.stream().mapToLong(part -> part.file().bytes()).sum());
  }

  private static CompactReport.Joined joined(Planned planned) {
    Compaction compaction = planned.compaction();
    return new CompactReport.Joined(
        planned.output(),
        compaction.target(),
        compaction.sources().size(),
        compaction.rows(),
        compaction.bytes());
  }
}
