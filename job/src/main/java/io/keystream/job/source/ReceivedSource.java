package io.keystream.job.source;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.SourceConfig;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import io.keystream.job.received.CorruptLogException;
import io.keystream.job.received.LogFiles;
import io.keystream.job.received.LogIndex;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What receivers have in their logs. The receiver's number is the partition, the number of a record
 * in the log its offset. A receiver that is no longer configured is read to its end.
 */
public final class ReceivedSource implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedSource.class);

  private final LogFiles files;
  private final Path folder;
  private final String topic;
  private final int receivers;
  private final Duration keep;
  private final BatchLimit limit;
  private final Clock clock;
  private final Map<Integer, LogIndex> logs = new TreeMap<>();

  ReceivedSource(
      LogFiles files,
      Path folder,
      String topic,
      int receivers,
      Duration keep,
      BatchLimit limit,
      Clock clock) {
    this.files = files;
    this.folder = folder;
    this.topic = topic;
    this.receivers = receivers;
    this.keep = keep;
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * The source of a pipeline's receivers.
   *
   * @param name of the source; empty for the only one
   * @param source one with receivers
   */
  static ReceivedSource open(
      String name, SourceConfig source, PipelineConfig pipeline, Configuration configuration)
      throws IOException {
    Duration keep =
        source.tcp().map(tcp -> tcp.keep()).orElseGet(() -> source.custom().orElseThrow().keep());
    int rate =
        source
            .tcp()
            .map(tcp -> tcp.maxRatePerReceiver())
            .orElseGet(() -> source.custom().orElseThrow().maxRatePerReceiver());
    return new ReceivedSource(
        new LogFiles(new Path(pipeline.home()), configuration),
        folder(pipeline, name),
        topic(source),
        source.receivers(),
        keep,
        new BatchLimit(rate, pipeline.batchInterval()),
        Clock.systemUTC());
  }

  /** The folder of the logs of a source's receivers. */
  static Path folder(PipelineConfig pipeline, String name) {
    return new Home(new Path(pipeline.home())).received(name.isEmpty() ? "source" : name);
  }

  /** The topic of the source's records, without the name of the source. */
  static String topic(SourceConfig source) {
    return source.tcp().isPresent() ? "tcp" : "custom";
  }

  @Override
  public synchronized TopicState now() {
    Map<TopicPartition, OffsetBounds> bounds = new HashMap<>();
    try {
      findReceivers();
    } catch (IOException e) {
      LOG.warn("Received data in {} cannot be listed; the next batch tries again", folder, e);
      return TopicState.UNKNOWN;
    }
    logs.forEach(
        (number, log) -> {
          if (refresh(log, number)) {
            bounds.put(
                new TopicPartition(topic, number), new OffsetBounds(log.first(), log.next()));
          }
        });
    return new TopicState(Map.of(), bounds);
  }

  private void findReceivers() throws IOException {
    for (int number = 0; number < receivers; number++) {
      open(number);
    }
    for (Path found : files.folders(folder)) {
      if (found.getName().matches("[0-9]{1,9}")) {
        open(Integer.parseInt(found.getName()));
      }
    }
  }

  private void open(int number) {
    logs.computeIfAbsent(number, n -> new LogIndex(files, new Path(folder, Integer.toString(n))));
  }

  private boolean refresh(LogIndex log, int number) {
    try {
      log.refresh();
      return true;
    } catch (CorruptLogException e) {
      throw new DataLossException(e.getMessage());
    } catch (IOException e) {
      LOG.warn("The log of receiver {} in {} cannot be read now", number, folder, e);
      return false;
    }
  }

  @Override
  public Positions start(TopicState now) {
    return new Positions(
        now.bounds().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().first())));
  }

  @Override
  public List<LostRange> lost(Positions positions, Map<String, String> ids, TopicState now) {
    List<LostRange> lost = BatchPlan.lost(positions, ids, now);
    if (!lost.isEmpty()) {
      throw new DataLossException(
          lost.stream()
              .map(LostRange::describe)
              .collect(
                  Collectors.joining(
                      "; ",
                      "Received data that was not processed is missing in " + folder + ": ",
                      ". Nothing was skipped; go on as"
                          + " runbooks/procedures/repair-received-log.md says")));
    }
    return lost;
  }

  @Override
  public List<OffsetSpan> limit(List<OffsetSpan> unread) {
    return limit.cut(unread);
  }

  @Override
  public synchronized JavaRDD<ConsumerRecord<byte[], byte[]>> records(
      JavaSparkContext context, List<OffsetSpan> spans) {
    List<List<ReceivedSpan>> shares = new ArrayList<>();
    for (List<OffsetSpan> share : Shares.of(spans, context.defaultParallelism())) {
      List<ReceivedSpan> located = new ArrayList<>();
      for (OffsetSpan span : share) {
        located.add(
            new ReceivedSpan(span, logs.get(span.partition()).places(span.from(), span.until())));
      }
      shares.add(located);
    }
    return context
        .parallelize(shares, shares.size())
        .mapPartitions(new ReadReceived(folder.toString()));
  }

  @Override
  public synchronized void committed(List<OffsetSpan> moved, Duration took) {
    limit.ran(moved.stream().mapToLong(OffsetSpan::count).sum(), took);
    for (OffsetSpan span : moved) {
      try {
        logs.get(span.partition()).delete(span.until(), keep, clock.instant());
      } catch (IOException e) {
        LOG.warn("Segments that were processed stay until the next batch", e);
      }
    }
  }

  @Override
  public void close() {}
}
