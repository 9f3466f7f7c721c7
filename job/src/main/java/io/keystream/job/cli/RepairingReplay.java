package io.keystream.job.cli;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.ReplayPipeline;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.RepairAnswer;
import io.keystream.job.ledger.RepairPlan;
import io.keystream.job.ledger.RepairRequest;
import io.keystream.job.ledger.RepairRequests;
import io.keystream.job.output.RowsOfFile;
import io.keystream.job.source.BatchPlan;
import io.keystream.job.source.TopicState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Has files of committed entries made again: the running job does it between two batches, or the
 * next one that starts.
 */
record RepairingReplay(Cluster cluster, RangeOffsets range, TopicState kafka) {

  /**
   * Of the pipeline of a release.
   *
   * @param kafka what its topics hold now
   */
  static RepairingReplay of(Cluster cluster, TopicState kafka) throws IOException {
    return new RepairingReplay(cluster, RangeOffsets.of(cluster, kafka), kafka);
  }

  /** The entries with these sequences. */
  List<LedgerEntry> entries(Set<Long> sequences) {
    return range.entries().stream().filter(entry -> sequences.contains(entry.sequence())).toList();
  }

  /** The entries that a range means, whole ones. */
  List<LedgerEntry> entries(RangeEdge from, RangeEdge to) {
    if (from instanceof RangeEdge.Entry first && to instanceof RangeEdge.Entry last) {
      range.require(first);
      range.require(last);
      return range.entries().stream()
          .filter(entry -> entry.sequence() >= first.sequence())
          .filter(entry -> entry.sequence() <= last.sequence())
          .toList();
    }
    return range.readers(range.between(from, to));
  }

  /**
   * What is to be made again.
   *
   * @param all all of it, and not only what is missing or damaged
   */
  RepairPlan plan(List<LedgerEntry> entries, boolean all) throws IOException {
    PipelineConfig pipeline = cluster.release().pipeline();
    return RepairPlan.of(
        cluster.files(),
        cluster.home(),
        range.entries(),
        entries,
        all ? null : RowsOfFile.byReading(cluster.configuration(), pipeline.writesHeaders()),
        this::refusal);
  }

  /** Asks for it. */
  static RepairRequest submit(Cluster cluster, RepairPlan plan) throws IOException {
    Instant now = Instant.now();
    RepairRequest request =
        new RepairRequest(
            RepairRequests.newId(now),
            UserGroupInformation.getCurrentUser().getShortUserName(),
            now,
            plan.entries().stream().map(LedgerEntry::sequence).toList());
    requests(cluster).submit(request);
    return request;
  }

  /** Waits until a request is done. */
  static RepairAnswer await(Cluster cluster, String id, Duration patience)
      throws IOException, InterruptedException {
    return requests(cluster)
        .await(id, patience)
        .orElseThrow(() -> CommandFailure.notDone(id, patience));
  }

  private static RepairRequests requests(Cluster cluster) {
    return new RepairRequests(cluster.files(), cluster.home());
  }

  private List<String> refusal(LedgerEntry entry) {
    PipelineConfig pipeline = cluster.release().pipeline();
    List<String> others =
        entry.moved().stream()
            .filter(span -> !ReplayPipeline.isOfKafka(pipeline, span.topic()))
            .map(OffsetSpan::topicPartition)
            .map(partition -> partition + " is of no Kafka source of the pipeline")
            .toList();
    return others.isEmpty() ? BatchPlan.gone(entry.moved(), entry.topicIds(), kafka) : others;
  }
}
