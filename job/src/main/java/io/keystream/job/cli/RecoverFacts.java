package io.keystream.job.cli;

import io.keystream.job.config.DataLossPolicy;
import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.ledger.RepairPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a diagnosis is made of.
 *
 * @param hdfs that it answers and takes writes, in words
 * @param yarn the application submitted last, in words
 * @param kafka how much is still to be read; empty while nothing is committed, or where the ledger
 *     cannot be read
 * @param status without what Kafka tells
 * @param plan which damaged files can be made again; null where none is damaged
 * @param asked entries of requests to make files again that wait, by the requests' ids
 * @param tokens what the job logs in with
 * @param checkpoints lengths of the newest checkpoint of each folder, by path
 */
record RecoverFacts(
    Scope scope,
    Asked<String> hdfs,
    Asked<String> yarn,
    Asked<Optional<KafkaLag>> kafka,
    Asked<WatchdogFacts> job,
    Asked<StatusReport> status,
    Asked<LedgerVerification> ledger,
    Asked<RepairPlan> plan,
    Map<String, List<Long>> asked,
    Asked<List<TokensReport.Row>> tokens,
    Asked<Map<String, Long>> checkpoints,
    Instant now) {

  /**
   * What the pipeline is like.
   *
   * @param home on the file system
   * @param readsKafka whether anything of it is read
   * @param recordsLoss whether what Kafka lost is written into the ledger, and the job goes on
   */
  record Scope(String home, boolean readsKafka, boolean recordsLoss, Duration batchInterval) {
    static Scope of(PipelineConfig pipeline) {
      List<KafkaSourceConfig> sources =
          pipeline.allSources().values().stream().flatMap(each -> each.kafka().stream()).toList();
      return new Scope(
          pipeline.home(),
          !sources.isEmpty(),
          sources.stream().allMatch(each -> each.onDataLoss() == DataLossPolicy.RECORD),
          pipeline.batchInterval());
    }
  }

  /** Whether what has to be written and submitted to can be. */
  boolean canBeChanged() {
    return !hdfs.failed() && !yarn.failed();
  }

  /** Why the job would not live: it is not submitted before that is mended. */
  Optional<String> hindrance() {
    if (ledger.failed() || !ledger.answer().problemsOfEntries().isEmpty()) {
      return Optional.of("the ledger");
    }
    boolean lost = kafka.or(Optional::empty).filter(lag -> !lag.lost().isEmpty()).isPresent();
    return lost && !scope.recordsLoss() ? Optional.of("what Kafka lost") : Optional.empty();
  }
}
