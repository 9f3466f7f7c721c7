package io.keystream.job.lifecycle;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.ReplayPipeline;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.output.CannotReplayException;
import io.keystream.job.output.Outputs;
import io.keystream.job.output.StagedBatch;
import io.keystream.job.source.BatchPlan;
import io.keystream.job.source.ReadFailure;
import io.keystream.job.source.SourceSet;
import io.keystream.job.source.TopicState;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/** Reads the records of an entry in Kafka again, if it has all of them. */
record EntryReading(
    JavaSparkContext context, PipelineConfig pipeline, SourceSet sources, Outputs outputs)
    implements EntryStaging {

  @Override
  public Optional<StagedBatch> stage(LedgerEntry entry, long epoch, long sequence) {
    List<OffsetSpan> spans = entry.moved();
    spans.stream()
        .filter(span -> !ReplayPipeline.isOfKafka(pipeline, span.topic()))
        .findFirst()
        .ifPresent(
            span -> {
              throw new CannotReplayException(
                  span.topicPartition() + " is of no Kafka source of the pipeline", null);
            });
    TopicState now = sources.now();
    if (now.bounds().isEmpty()) {
      return Optional.empty();
    }
    List<String> gone = BatchPlan.gone(spans, entry.topicIds(), now);
    if (!gone.isEmpty()) {
      throw new CannotReplayException(String.join("; ", gone), null);
    }
    return read(spans, epoch, sequence);
  }

  /** What cannot be made again must not stop the pipeline. */
  private Optional<StagedBatch> read(List<OffsetSpan> spans, long epoch, long sequence) {
    try {
      return ReadFailure.unlessIn(
          () -> outputs.stage(sources.records(context, spans), epoch, sequence));
    } catch (RuntimeException e) {
      if (context.sc().isStopped()) {
        throw e;
      }
      throw new CannotReplayException(String.valueOf(e.getMessage()), e);
    }
  }
}
