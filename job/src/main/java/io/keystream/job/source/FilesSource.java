package io.keystream.job.source;

import io.keystream.job.config.AfterReading;
import io.keystream.job.config.DataLossPolicy;
import io.keystream.job.config.FilesSourceConfig;
import io.keystream.job.config.OnReplaced;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that arrive in a folder, as a log of one partition: each gets a number in the {@link
 * ArrivalLog} before it is read, and batches read whole files in the order of their numbers. What a
 * position is says {@link Arrival}.
 *
 * <p>The folder is listed once a batch. What is to be done with files that were read is done with
 * the listing of a later batch, so that it makes no difference which driver does it.
 */
public final class FilesSource implements Source {
  /** The topic of all files of a source. */
  static final String TOPIC = "arrivals";

  private static final Logger LOG = LoggerFactory.getLogger(FilesSource.class);
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final long MEBI = 1 << 20;

  private final FilesSourceConfig config;
  private final SourceFolder folder;
  private final ArrivalLog log;
  private final Pace pace;
  private final Clock clock;
  private final Set<FileStatus> reported = new HashSet<>();
  private Map<String, FileStatus> listed = Map.of();
  private long done;

  FilesSource(
      FilesSourceConfig config,
      SourceFolder folder,
      ArrivalLog log,
      Duration interval,
      Clock clock) {
    this.config = config;
    this.folder = folder;
    this.log = log;
    this.pace = new Pace(interval, MEBI);
    this.clock = clock;
  }

  /** The files of a folder on the cluster's file system. */
  static FilesSource open(
      FilesSourceConfig config, ArrivalLog log, Duration interval, Configuration configuration)
      throws IOException {
    SourceFolder folder = new SourceFolder(config, configuration);
    return new FilesSource(config, folder, log, interval, Clock.systemUTC());
  }

  /**
   * Takes note of which files were read.
   *
   * @throws LedgerException if the list of arrivals ends before that
   */
  @Override
  public void resume(Positions positions) {
    done = Arrival.number(positions.next().getOrDefault(PARTITION, 0L));
    if (done > log.next()) {
      throw new LedgerException(
          "The ledger says that "
              + done
              + " files of "
              + config.path()
              + " were read, the list of arrivals ends after "
              + log.next()
              + ": a part of it is missing");
    }
  }

  @Override
  public TopicState now() {
    List<FileStatus> found;
    try {
      found = folder.list();
    } catch (IOException e) {
      LOG.warn("Nothing is read of {}, which cannot be listed: {}", config.path(), e.toString());
      return TopicState.UNKNOWN;
    }
    Map<String, FileStatus> byPath = new HashMap<>();
    found.forEach(file -> byPath.put(file.getPath().toString(), file));
    listed = byPath;
    try {
      take(found);
      log.fold(this::isNeeded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    finishRead(found);
    return new TopicState(
        Map.of(), Map.of(PARTITION, new OffsetBounds(0, Arrival.position(log.next()))));
  }

  private void take(List<FileStatus> found) throws IOException {
    List<FileStatus> arrived = new ArrayList<>();
    for (FileStatus file : found) {
      Optional<Arrival> known = log.newest(file.getPath().toString());
      boolean isNew = known.isEmpty() || (!known.get().is(file) && readsAgain(known.get(), file));
      if (isNew && folder.isRipe(file, clock.instant())) {
        arrived.add(file);
      }
    }
    if (!arrived.isEmpty()) {
      log.append(arrived);
    }
  }

  /** Whether a file is read that came in the place of another; always if that was taken away. */
  private boolean readsAgain(Arrival before, FileStatus file) {
    boolean wasRead = before.number() < done && config.after() == AfterReading.KEEP;
    if (!wasRead || config.onReplaced() == OnReplaced.READ) {
      return true;
    }
    if (reported.add(file)) {
      LOG.warn(
          "{} was read and is another file now, of {} bytes; it is not read again"
              + " (on-replaced: report)",
          file.getPath(),
          file.getLen());
    }
    return false;
  }

  /** What is not read, or still lies there and must not be read again. */
  private boolean isNeeded(Arrival arrival) {
    return arrival.number() >= done || listed.containsKey(arrival.path());
  }

  private void finishRead(List<FileStatus> found) {
    if (config.after() == AfterReading.KEEP) {
      return;
    }
    for (FileStatus file : found) {
      Optional<Arrival> known = log.newest(file.getPath().toString());
      if (known.isPresent() && known.get().number() < done && known.get().is(file)) {
        try {
          folder.finish(known.get());
        } catch (IOException e) {
          LOG.warn("{} was read and stays where it is: {}", file.getPath(), e.toString());
        }
      }
    }
  }

  @Override
  public Positions start(TopicState now) {
    return new Positions(Map.of(PARTITION, 0L));
  }

  @Override
  public List<LostRange> lost(Positions positions, Map<String, String> ids, TopicState now) {
    long position = positions.next().getOrDefault(PARTITION, 0L);
    List<Arrival> gone = new ArrayList<>();
    for (Arrival next : log.range(Arrival.number(position), log.next())) {
      if (isThere(next)) {
        break;
      }
      gone.add(next);
    }
    if (gone.isEmpty()) {
      return List.of();
    }
    ensureOwn();
    String paths = gone.stream().map(Arrival::path).collect(Collectors.joining(", "));
    if (config.onDataLoss() == DataLossPolicy.FAIL) {
      throw DataLossException.refused(
          "Files that had arrived and were not read are gone or changed (on-data-loss: fail): "
              + paths);
    }
    LOG.error("Gone or changed before they were read: {}", paths);
    long resumed = Arrival.position(gone.get(gone.size() - 1).number() + 1);
    return List.of(LostRange.of(PARTITION, position, resumed, LostRange.FILES_CHANGED));
  }

  /** A driver that took over may have read these files, and taken them away. */
  private void ensureOwn() {
    try {
      log.ensureOwn();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The listing knows of most; one that it does not hold may be one it is not to hold. */
  private boolean isThere(Arrival arrival) {
    FileStatus file = listed.get(arrival.path());
    if (file != null) {
      return arrival.is(file);
    }
    try {
      return folder.status(arrival.path()).map(arrival::is).orElse(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<OffsetSpan> limit(List<OffsetSpan> unread) {
    return unread.stream().map(this::limit).toList();
  }

  private OffsetSpan limit(OffsetSpan unread) {
    long budget = Math.min(config.maxMegabytesPerBatch() * MEBI, pace.most());
    long files = 0;
    long bytes = 0;
    long until = unread.from();
    for (Arrival next : files(unread)) {
      bytes += next.bytes();
      boolean full = files == config.maxFilesPerBatch() || (files > 0 && bytes > budget);
      if (full || !isThere(next)) {
        break;
      }
      files++;
      until = Arrival.position(next.number() + 1);
    }
    return unread.first(until - unread.from());
  }

  /** The files of a span, in the order of their numbers. */
  List<Arrival> files(OffsetSpan span) {
    return log.range(Arrival.number(span.from()), Arrival.number(span.until()));
  }

  @Override
  public JavaRDD<ConsumerRecord<byte[], byte[]>> records(
      JavaSparkContext context, List<OffsetSpan> spans) {
    List<List<Arrival>> shares = FileShares.of(files(spans.get(0)), context.defaultParallelism());
    return context.parallelize(shares, shares.size()).mapPartitions(new ReadFiles(config.format()));
  }

  @Override
  public void committed(List<OffsetSpan> moved, Duration took) {
    OffsetSpan span = moved.get(0);
    pace.ran(files(span).stream().mapToLong(Arrival::bytes).sum(), took);
    done = Arrival.number(span.until());
  }

  @Override
  public void close() {}
}
