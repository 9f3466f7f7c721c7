package io.keystream.job.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LostRange;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.CannotReplayException;
import io.keystream.job.output.LocalSpark;
import io.keystream.job.output.Outputs;
import io.keystream.job.output.StagedBatch;
import io.keystream.job.source.OffsetBounds;
import io.keystream.job.source.Source;
import io.keystream.job.source.SourceSet;
import io.keystream.job.source.TopicState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The records of an entry, read again from what a topic still has. */
class EntryReadingTest {
  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  private static final TopicPartition ZERO = new TopicPartition("access", 0);
  private static final TopicPartition ONE = new TopicPartition("access", 1);

  @TempDir private Path folder;

  @Test
  void readsExactlyWhatTheEntryRead() throws Exception {
    StagedBatch batch =
        reading(new TopicState(Map.of(), Map.of(ZERO, new OffsetBounds(5, 50))))
            .stage(
                entry(new OffsetSpan("access", 0, 5, 9), new OffsetSpan("access", 1, 3, 3)), 1, 7)
            .orElseThrow();

    assertThat(batch.counts()).isEqualTo(new RecordCounts(4, 4, 0, 0));
    assertThat(batch.output("files").rows()).isEqualTo(4);
  }

  @Test
  void waitsWhileNobodyAnswers() throws Exception {
    assertThat(reading(TopicState.UNKNOWN).stage(entry(new OffsetSpan("access", 0, 5, 9)), 1, 7))
        .isEmpty();
  }

  @Test
  void whatIsGoneInAnyPartitionIsRefused() throws Exception {
    EntryReading reading =
        reading(
            new TopicState(
                Map.of(), Map.of(ZERO, new OffsetBounds(6, 50), ONE, new OffsetBounds(0, 4))));
    LedgerEntry entry = entry(new OffsetSpan("access", 0, 5, 9), new OffsetSpan("access", 1, 0, 5));

    assertThatThrownBy(() -> reading.stage(entry, 1, 7))
        .isInstanceOf(CannotReplayException.class)
        .hasMessage(
            "access-0 from 5 to 9 is wanted, Kafka has 6 to 50;"
                + " access-1 from 0 to 5 is wanted, Kafka has 0 to 4");
  }

  @Test
  void recordsOfAnotherSourceAreRefused() throws Exception {
    EntryReading reading = reading(new TopicState(Map.of(), Map.of(ZERO, new OffsetBounds(0, 50))));
    LedgerEntry entry = entry(new OffsetSpan("files/arrivals", 0, 0, 1));

    assertThatThrownBy(() -> reading.stage(entry, 1, 7))
        .isInstanceOf(CannotReplayException.class)
        .hasMessage("files/arrivals-0 is of no Kafka source of the pipeline");
  }

  private EntryReading reading(TopicState state) throws Exception {
    PipelineConfig pipeline = PipelineYaml.in(folder).section("parse", "format: raw").config();
    TestHome home = new TestHome(folder.resolve("home"));
    return new EntryReading(
        JavaSparkContext.fromSparkContext(spark.session().sparkContext()),
        pipeline,
        new SourceSet(Map.of("", new Topics(state))),
        new Outputs(home.home(), "id", pipeline, spark.session()));
  }

  private static LedgerEntry entry(OffsetSpan... spans) {
    return Entries.entry(4, 1, List.of(spans), List.of(), RecordCounts.NONE, RecordCounts.NONE);
  }

  /** Topics that have a record at every offset. */
  private record Topics(TopicState now) implements Source {
    @Override
    public Positions start(TopicState state) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<LostRange> lost(Positions positions, Map<String, String> ids, TopicState state) {
      throw new UnsupportedOperationException();
    }

    @Override
    public JavaRDD<ConsumerRecord<byte[], byte[]>> records(
        JavaSparkContext context, List<OffsetSpan> spans) {
      List<OffsetSpan> single = new ArrayList<>();
      for (OffsetSpan span : spans) {
        for (long offset = span.from(); offset < span.until(); offset++) {
          single.add(new OffsetSpan(span.topic(), span.partition(), offset, offset + 1));
        }
      }
      return context.parallelize(single, 2).map(new ToRecord());
    }

    @Override
    public void close() {}
  }

  private static final class ToRecord
      implements Function<OffsetSpan, ConsumerRecord<byte[], byte[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public ConsumerRecord<byte[], byte[]> call(OffsetSpan span) {
      byte[] value = ("line " + span.from()).getBytes(UTF_8);
      return new ConsumerRecord<>(span.topic(), span.partition(), span.from(), new byte[0], value);
    }
  }
}
