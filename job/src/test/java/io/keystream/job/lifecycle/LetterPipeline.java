package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Compaction;
import io.keystream.job.ledger.CompactionLog;
import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.FencedException;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Interruptions;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.ledger.LetterSelection;
import io.keystream.job.ledger.MergedFile;
import io.keystream.job.ledger.NameNodeLikeFs;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.RepairRequest;
import io.keystream.job.ledger.RepairRequests;
import io.keystream.job.ledger.ReplayRequest;
import io.keystream.job.ledger.ReplayRequest.LetterFile;
import io.keystream.job.ledger.ReplayRequests;
import io.keystream.job.ledger.Sequences;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.CannotReplayException;
import io.keystream.job.output.Publisher;
import io.keystream.job.output.StagedBatch;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pipeline whose records are small numbers and whose files hold one a line. Numbers up to a limit
 * are rows, all others are dead letters, {@code negative} or {@code large}.
 */
final class LetterPipeline {
  private static final Instant TIME = Instant.parse("2026-01-31T10:15:30Z");

  private final Path folder;
  private final TestHome home;
  private final List<Integer> topic = new ArrayList<>();

  LetterPipeline(Path folder) {
    this.folder = folder;
    this.home = new TestHome(folder.resolve("home"));
  }

  /** Commits and publishes a batch of the only partition. */
  void batch(int limit, int... numbers) throws IOException {
    Epoch epoch = home.claim();
    Ledger ledger = Ledger.open(home.files(), home.home(), epoch);
    long from = ledger.last().map(last -> last.offsets().get(0).until()).orElse(0L);
    List<Integer> values = new ArrayList<>();
    for (int number : numbers) {
      values.add(number);
    }
    topic.addAll(values);
    StagedBatch batch =
        stage(home.files(), values, List.of(), limit, epoch.number(), ledger.nextSequence());
    LedgerEntry entry =
        new LedgerEntry(
            ledger.nextSequence(),
            TIME,
            TIME,
            epoch.number(),
            "0123",
            List.of(new OffsetSpan("access", 0, from, from + numbers.length)),
            Map.of("access", "id"),
            List.of(),
            batch.outputs(),
            batch.counts(),
            ledger.totals().plus(batch.counts()));
    ledger.commit(entry);
    new Publisher(home.files(), home.home()).publish(entry);
  }

  /** Asks for dead letters as the command does. */
  void request(String id, LetterSelection selection) throws IOException {
    List<LetterFile> files = new ArrayList<>();
    for (Path file : letterFiles()) {
      List<Integer> letters = numbers(file);
      long selected = letters.stream().filter(letter -> includes(selection, letter)).count();
      if (selected > 0) {
        files.add(new LetterFile(file.getFileName().toString(), selected, letters.size()));
      }
    }
    requests().submit(new ReplayRequest(id, "anna", Instant.now(), selection, files));
  }

  /**
   * A driver's whole life, with a limit that may be another: takes over, and replays until no
   * request is left or it is ended.
   */
  void replay(int limit, NameNodeLikeFs.Before before) throws IOException {
    drive(
        before,
        (files, epoch, ledger, publication) -> {
          DeadLetterReplays replays =
              new DeadLetterReplays(
                  files, home.home(), epoch, ledger, publication, "4567", dead().toString());
          while (!requests().pending().isEmpty()) {
            replays.run(
                (letters, selection, epochNumber, sequence) ->
                    restage(files, letters, selection, limit, epochNumber, sequence),
                TIME);
          }
        });
  }

  /** Asks for files of entries to be made again. */
  void requestRepair(String id, Long... entries) throws IOException {
    repairs().submit(new RepairRequest(id, "anna", Instant.now(), List.of(entries)));
  }

  /** A driver's whole life likewise, that makes files again until no request is left. */
  void repair(int limit, NameNodeLikeFs.Before before) throws IOException {
    repair(limit, before, topic);
  }

  /** The same where Kafka has other records meanwhile. */
  void repair(int limit, NameNodeLikeFs.Before before, List<Integer> records) throws IOException {
    drive(
        before,
        (files, epoch, ledger, publication) -> {
          EntryRepairs repairs =
              new EntryRepairs(files, home.home(), epoch, ledger, publication, "4567");
          while (!repairs().pending().isEmpty()) {
            repairs.run(
                (entry, epochNumber, sequence) -> {
                  OffsetSpan span = entry.moved().get(0);
                  List<Integer> found =
                      records.subList(
                          (int) span.from(), (int) Math.min(span.until(), records.size()));
                  return Optional.of(stage(files, found, List.of(), limit, epochNumber, sequence));
                },
                TIME);
          }
        });
  }

  RepairRequests repairs() {
    return new RepairRequests(home.files(), home.home());
  }

  /** Plans to make one file of the rows of all entries but the newest, as the command does. */
  Compaction planToJoin() throws IOException {
    List<MergedFile> sources = new ArrayList<>();
    for (Path file : rowFiles().subList(0, rowFiles().size() - 1)) {
      sources.add(new MergedFile(file.toString(), Files.size(file), numbers(file).size()));
    }
    Compaction plan =
        new Compaction(
            rowFiles()
                .get(0)
                .resolveSibling("000000000002-compact-000000000001-0000.txt")
                .toString(),
            sources,
            null,
            sources.stream().mapToLong(MergedFile::bytes).sum());
    CompactionLog log = new CompactionLog(home.files(), home.home());
    assertThat(log.plan(log.read(), List.of(plan))).isTrue();
    return plan;
  }

  /** Does what was planned. */
  void join(Compaction plan) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (MergedFile source : plan.sources()) {
      rows.append(Files.readString(Path.of(source.path())));
      Files.delete(Path.of(source.path()));
    }
    Files.writeString(Path.of(plan.target()), rows);
    CompactionLog log = new CompactionLog(home.files(), home.home());
    log.settle(log.read(), List.of(plan), 1);
  }

  private interface Driver {
    void run(HomeFiles files, Epoch epoch, Ledger ledger, Publication publication)
        throws IOException;
  }

  private void drive(NameNodeLikeFs.Before before, Driver driver) throws IOException {
    long number = 0;
    try {
      HomeFiles files = home.files(before);
      Epoch epoch = Epoch.claim(files, home.home(), "{}");
      number = epoch.number();
      Ledger ledger = Ledger.open(files, home.home(), epoch);
      Publication publication =
          new Publication(
              new Publisher(files, home.home()), ledger.last(), epoch.number(), Clock.systemUTC());
      assertThat(publication.done()).isTrue();
      driver.run(files, epoch, ledger, publication);
    } catch (Interruptions.Killed | FencedException e) {
      // Each is the end of a driver, and not of the pipeline.
    } catch (FileNotFoundException e) {
      // A newer driver dropped what this one was staging, or answered what it was to answer.
      if (isOpen(number)) {
        throw e;
      }
    }
  }

  ReplayRequests requests() {
    return new ReplayRequests(home.files(), home.home());
  }

  Path control() {
    return home.local(home.home().control());
  }

  LedgerEntry last() throws IOException {
    return Ledger.peek(home.files(), home.home()).orElseThrow();
  }

  /** Every published row, sorted. */
  List<Integer> rows() throws IOException {
    return all(files(folder.resolve("out")));
  }

  /** Every dead letter that counts, sorted. */
  List<Integer> deadLetters() throws IOException {
    return all(letterFiles());
  }

  /** The files of rows, oldest first. */
  List<Path> rowFiles() throws IOException {
    return files(folder.resolve("out"));
  }

  List<Integer> records() {
    return List.copyOf(topic);
  }

  /** What a check of everything finds. */
  List<String> problems() throws IOException {
    return LedgerVerification.of(home.files(), home.home()).problems();
  }

  /** The files of dead letters, oldest first. */
  List<Path> letterFiles() throws IOException {
    return files(dead());
  }

  void assertVerified(String when) throws IOException {
    LedgerVerification found =
        LedgerVerification.of(
            home.files(),
            home.home(),
            new LedgerVerification.Scope(
                Long.MAX_VALUE,
                io.keystream.job.ledger.FileProbe.NONE,
                List.of(
                    new org.apache.hadoop.fs.Path(folder.resolve("out").toString()),
                    new org.apache.hadoop.fs.Path(dead().toString()))));
    assertThat(found.problems()).as(when).isEmpty();
    assertThat(found.warnings()).as(when).isEmpty();
  }

  private Path dead() {
    return folder.resolve("dead");
  }

  private boolean isOpen(long epoch) throws IOException {
    return home.files()
        .exists(new org.apache.hadoop.fs.Path(home.home().epochs(), Sequences.format(epoch)));
  }

  private StagedBatch restage(
      HomeFiles files,
      List<LetterFile> letters,
      LetterSelection selection,
      int limit,
      long epoch,
      long sequence)
      throws IOException {
    List<Integer> selected = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    for (LetterFile file : letters) {
      Path path = dead().resolve(file.name());
      if (Files.size(path) == 0) {
        throw new CannotReplayException(path + " is torn", null);
      }
      for (int letter : numbers(path)) {
        (includes(selection, letter) ? selected : kept).add(letter);
      }
    }
    return stage(files, selected, kept, limit, epoch, sequence);
  }

  private StagedBatch stage(
      HomeFiles files,
      List<Integer> numbers,
      List<Integer> kept,
      int limit,
      long epoch,
      long sequence)
      throws IOException {
    List<Integer> rows = new ArrayList<>();
    List<Integer> letters = new ArrayList<>(kept);
    for (int number : numbers) {
      (number >= 0 && number <= limit ? rows : letters).add(number);
    }
    int again = letters.size() - kept.size();
    return new StagedBatch(
        new RecordCounts(numbers.size(), rows.size(), 0, again),
        List.of(
            output(files, "files", "out", rows, epoch, sequence),
            output(files, "dead-letters", "dead", letters, epoch, sequence)));
  }

  private OutputCommit output(
      HomeFiles files, String name, String target, List<Integer> rows, long epoch, long sequence)
      throws IOException {
    if (rows.isEmpty()) {
      return OutputCommit.of(name, List.of());
    }
    String file = Sequences.format(sequence) + "-" + epoch + "-" + name;
    org.apache.hadoop.fs.Path staging = home.home().staging(epoch, sequence);
    StringBuilder lines = new StringBuilder();
    rows.forEach(row -> lines.append(row).append('\n'));
    files.makeFolder(staging);
    files.write(new org.apache.hadoop.fs.Path(staging, file), lines.toString());
    return OutputCommit.of(
        name,
        List.of(
            new CommittedFile(
                file,
                folder.resolve(target).resolve(file).toString(),
                rows.size(),
                lines.length())));
  }

  private static boolean includes(LetterSelection selection, int letter) {
    return selection.includes(letter < 0 ? "negative" : "large", null, TIME);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  private static List<Integer> all(List<Path> files) throws IOException {
    List<Integer> all = new ArrayList<>();
    for (Path file : files) {
      all.addAll(numbers(file));
    }
    return all.stream().sorted().toList();
  }

  private static List<Integer> numbers(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(Integer::valueOf).toList();
  }
}
