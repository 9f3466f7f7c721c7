package io.keystream.job.source;

import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.SourceConfig;
import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * All sources of a pipeline as one. A source that does not answer makes only its own partitions
 * wait; each judges its own losses and limits its own share of a batch.
 *
 * <p>Positions of a source that is no longer in the pipeline are nobody's: they stay where they
 * are, and it goes on there when it comes back.
 */
public final class SourceSet implements Source {
  /** Name of a source of files that has no other. */
  private static final String FILES = "files";

  /** How long a batch waits for a source before it goes on with the others. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<NamedSource> sources;
  private final List<Inquiry> inquiries;
  private final ExecutorService threads;

  /**
   * Takes over the sources, which it closes.
   *
   * @param sources by name; the empty name is for one whose topics have no name before them
   */
  public SourceSet(Map<String, Source> sources) {
    this.sources = sources.entrySet().stream().map(SourceSet::named).toList();
    this.threads = Executors.newCachedThreadPool(SourceSet::daemon);
    this.inquiries = this.sources.stream().map(s -> new Inquiry(s, threads)).toList();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "source-inquiry");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The sources of a pipeline.
   *
   * @param epoch the caller's right to write down which files arrived
   */
  public static SourceSet connect(
      PipelineConfig pipeline, HomeFiles files, Home home, Epoch epoch, Configuration configuration)
      throws IOException {
    Map<String, Source> sources = new LinkedHashMap<>();
    for (Map.Entry<String, SourceConfig> each : pipeline.allSources().entrySet()) {
      String name = each.getKey();
      SourceConfig source = each.getValue();
      if (source.kafka().isPresent()) {
        KafkaSourceConfig kafka = source.kafka().get();
        sources.put(name, KafkaSource.connect(name, kafka, pipeline.batchInterval()));
      } else if (source.files().isPresent()) {
        String folder = name.isEmpty() ? FILES : name;
        ArrivalLog log = ArrivalLog.open(files, home, epoch, folder);
        sources.put(
            folder,
            FilesSource.open(source.files().get(), log, pipeline.batchInterval(), configuration));
      } else {
        sources.put(name, ReceivedSource.open(name, source, pipeline, configuration));
      }
    }
    return new SourceSet(sources);
  }

  private static NamedSource named(Map.Entry<String, Source> source) {
    return new NamedSource(source.getKey(), source.getValue());
  }

  /**
   * Where the sources begin that answer and of which nothing is known yet; empty if there is none.
   * A partition of a source that is known begins with its first record instead.
   */
  public Positions opening(Positions known, TopicState now) {
    Map<TopicPartition, Long> begin = new HashMap<>();
    for (NamedSource source : sources) {
      if (answers(source, now) && !source.isKnown(known)) {
        begin.putAll(source.start(now).next());
      }
    }
    return new Positions(begin);
  }

  @Override
  public void resume(Positions positions) {
    sources.forEach(source -> source.resume(positions));
  }

  @Override
  public TopicState now() {
    if (sources.size() == 1) {
      return sources.get(0).now();
    }
    inquiries.forEach(Inquiry::begin);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<String, String> ids = new HashMap<>();
    Map<TopicPartition, OffsetBounds> bounds = new HashMap<>();
    for (Inquiry inquiry : inquiries) {
      TopicState now = inquiry.answer(deadline);
      ids.putAll(now.ids());
      bounds.putAll(now.bounds());
    }
    return new TopicState(ids, bounds);
  }

  @Override
  public Positions start(TopicState now) {
    return opening(new Positions(Map.of()), now);
  }

  /** Of a source that does not answer, or did not begin, nothing is known to be lost. */
  @Override
  public List<LostRange> lost(Positions positions, Map<String, String> ids, TopicState now) {
    return sources.stream()
        .filter(source -> answers(source, now) && source.isKnown(positions))
        .flatMap(source -> source.lost(positions, ids, now).stream())
        .toList();
  }

  @Override
  public List<OffsetSpan> limit(List<OffsetSpan> unread) {
    Map<TopicPartition, OffsetSpan> limited = new HashMap<>();
    for (NamedSource source : sources) {
      if (hasUnread(source, unread)) {
        source.limit(unread).forEach(span -> limited.put(span.topicPartition(), span));
      }
    }
    return unread.stream().map(s -> limited.getOrDefault(s.topicPartition(), s)).toList();
  }

  @Override
  public JavaRDD<ConsumerRecord<byte[], byte[]>> records(
      JavaSparkContext context, List<OffsetSpan> spans) {
    List<JavaRDD<ConsumerRecord<byte[], byte[]>>> parts = new ArrayList<>();
    for (NamedSource source : sources) {
      if (hasUnread(source, spans)) {
        parts.add(source.records(context, spans));
      }
    }
    return parts.stream()
        .reduce(JavaRDD::union)
        .orElseThrow(() -> new IllegalArgumentException("No source has " + spans));
  }

  @Override
  public boolean hasStill(List<OffsetSpan> read, TopicState now) {
    return sources.stream()
        .allMatch(source -> !hasUnread(source, read) || source.hasStill(read, now));
  }

  @Override
  public boolean isExhausted(Positions positions) {
    return sources.stream().allMatch(source -> source.isExhausted(positions));
  }

  @Override
  public void committed(List<OffsetSpan> moved, Duration took) {
    for (NamedSource source : sources) {
      if (hasUnread(source, moved)) {
        source.committed(moved, took);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    sources.forEach(Source::close);
  }

  private static boolean answers(NamedSource source, TopicState now) {
    return now.bounds().keySet().stream().anyMatch(p -> source.owns(p.topic()))
        || now.ids().keySet().stream().anyMatch(source::owns);
  }

  private static boolean hasUnread(NamedSource source, List<OffsetSpan> spans) {
    return spans.stream().anyMatch(span -> span.count() > 0 && source.owns(span.topic()));
  }
}
