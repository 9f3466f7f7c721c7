package io.keystream.job.metrics;

import java.util.List;

/**
 * Every metric there is. Names are a promise: dashboards and alerts hold on to them. {@code
 * docs/metrics.md} is made from here.
 */
public enum Metric {
  UP("up", Kind.GAUGE, Teller.GATEWAY, "1 while YARN runs the job's application, otherwise 0."),
  WANTED(
      "wanted",
      Kind.GAUGE,
      Teller.GATEWAY,
      "0 if the job is meant to be down: never submitted, stopped by an operator, or all is read that"
          + " was to be read; otherwise 1."),
  GIVEN_UP(
      "given_up",
      Kind.GAUGE,
      Teller.GATEWAY,
      "1 if the job is down and the watchdog will not submit it: it gave up, the job would fail the"
          + " same way again, somebody killed it, or YARN has forgotten it; otherwise 0."),
  RESUBMISSIONS(
      "watchdog_resubmissions",
      Kind.GAUGE,
      Teller.GATEWAY,
      "Resubmissions by the watchdog since an operator submitted the job; those too old to count are"
          + " left out."),
  ATTEMPT(
      "attempt",
      Kind.GAUGE,
      Teller.GATEWAY,
      "Number of the application's attempt: 1 after a submission, one more each time a driver dies."),
  ATTEMPTS_ALLOWED(
      "attempts_allowed",
      Kind.GAUGE,
      Teller.GATEWAY,
      "Attempts that may fail within an hour before YARN gives the application up."),
  LAST_EXIT_CODE(
      "last_failure_exit_code",
      Kind.GAUGE,
      Teller.GATEWAY,
      "Exit code with which a driver last ended by itself since the job was submitted. Absent if none"
          + " did."),
  LEDGER_ENTRIES(
      "ledger_entries_total", Kind.COUNTER, Teller.GATEWAY, "Batches that were ever committed."),
  LEDGER_RECORDS(
      "ledger_records",
      Kind.GAUGE,
      Teller.GATEWAY,
      "What became of all records that were ever read, by the ledger: read = written + filtered +"
          + " dead_lettered. A replay moves records from one to the other.",
      "fate"),
  LEDGER_COMMIT_AGE(
      "ledger_commit_age_seconds",
      Kind.GAUGE,
      Teller.GATEWAY,
      "Time since the last commit, by the ledger. While nothing arrives nothing is committed."),
  DRIVER_NUMBERS_AGE(
      "driver_numbers_age_seconds",
      Kind.GAUGE,
      Teller.GATEWAY,
      "Time since the running driver wrote down the metrics that it tells. Absent before it has."),
  LOOKED_AT(
      "looked_at_seconds",
      Kind.GAUGE,
      Teller.GATEWAY,
      "When the gateway looked, in seconds since 1970."),
  LAG_RECORDS(
      "lag_records",
      Kind.GAUGE,
      Teller.DRIVER,
      "Offsets of a partition that are there and not committed. Of a source of files or a receiver,"
          + " positions of it.",
      "topic",
      "partition"),
  LAG_SECONDS(
      "lag_seconds",
      Kind.GAUGE,
      Teller.DRIVER,
      "For how long at most the first of these offsets has been waiting; 0 if none waits. What waited"
          + " when the driver started counts from the last commit before.",
      "topic",
      "partition"),
  LAG_AGE(
      "lag_age_seconds",
      Kind.GAUGE,
      Teller.DRIVER,
      "Age of what lag is computed from: since when the source of some partition does not answer."),
  RECORDS_READ(
      "records_read_total",
      Kind.COUNTER,
      Teller.DRIVER,
      "Records that were read and committed. This and the following since the driver started."),
  RECORDS_WRITTEN(
      "records_written_total", Kind.COUNTER, Teller.DRIVER, "Records that rows were made of."),
  RECORDS_FILTERED(
      "records_filtered_total", Kind.COUNTER, Teller.DRIVER, "Valid records that were left out."),
  DEAD_LETTERED(
      "records_dead_lettered_total", Kind.COUNTER, Teller.DRIVER, "Records that are dead letters."),
  RANGES_LOST(
      "ranges_lost_total",
      Kind.COUNTER,
      Teller.DRIVER,
      "Ranges of offsets that were gone before they were read, as the ledger records them."),
  COMMIT_AGE(
      "last_commit_age_seconds",
      Kind.GAUGE,
      Teller.DRIVER,
      "Time since the last commit, by the driver. Absent before the first."),
  COMMIT_SECONDS(
      "commit_seconds", Kind.GAUGE, Teller.DRIVER, "How long the last commit to the ledger took."),
  END_TO_END(
      "end_to_end_latency_seconds",
      Kind.GAUGE,
      Teller.DRIVER,
      "Of the batch that was published last: from the timestamp of its oldest record to its"
          + " publication. Absent where records have no timestamp."),
  BATCHES(
      "batches_total",
      Kind.COUNTER,
      Teller.DRIVER,
      "Batches that Spark has finished, also those with nothing to read."),
  BATCH_SECONDS(
      "batch_processing_seconds",
      Kind.GAUGE,
      Teller.DRIVER,
      "How long the last finished batch was at work."),
  SCHEDULING_DELAY(
      "batch_scheduling_delay_seconds",
      Kind.GAUGE,
      Teller.DRIVER,
      "How long the last finished batch waited for those before it."),
  BATCHES_WAITING(
      "batches_waiting", Kind.GAUGE, Teller.DRIVER, "Batches that wait for the one at work."),
  BATCH_RUNNING(
      "batch_running_seconds",
      Kind.GAUGE,
      Teller.DRIVER,
      "For how long the batch at work has been; 0 if none is."),
  EXECUTORS("executors", Kind.GAUGE, Teller.DRIVER, "Executors that are registered."),
  EXECUTORS_WANTED(
      "executors_wanted", Kind.GAUGE, Teller.DRIVER, "Executors that the job asked YARN for."),
  EPOCH(
      "epoch", Kind.GAUGE, Teller.DRIVER, "Number of this start of the driver, of all there were."),
  CHECKPOINT_AGE(
      "checkpoint_age_seconds",
      Kind.GAUGE,
      Teller.DRIVER,
      "Age of the newest checkpoint. Spark gives up writing one without a word."),
  HOME_FILES(
      "home_files",
      Kind.GAUGE,
      Teller.DRIVER,
      "Files and folders below the pipeline's home. This and the following looked at every 5 min."),
  HOME_BYTES("home_bytes", Kind.GAUGE, Teller.DRIVER, "Length of these files, not replicated."),
  RECEIVED_LOG_BYTES(
      "received_log_bytes",
      Kind.GAUGE,
      Teller.DRIVER,
      "Length of what sources have taken in below home, such as the write-ahead log of receivers."),
  CREDENTIAL_LEFT(
      "credential_left_seconds",
      Kind.GAUGE,
      Teller.DRIVER,
      "Time until the end of the first of a kind to end: tgt, hdfs_token, kafka_token and so on, and"
          + " certificates, those in the driver's stores. Below 0 it has ended.",
      "kind"),
  CREDENTIAL_OVERDUE(
      "credential_overdue_seconds",
      Kind.GAUGE,
      Teller.DRIVER,
      "For how long a renewal of a kind is overdue; 0 if it is not. Only of what is renewed.",
      "kind"),
  CREDENTIAL_AGE(
      "credential_age_seconds",
      Kind.GAUGE,
      Teller.DRIVER,
      "Age of the oldest of a kind, and of the newest key in the keytab.",
      "kind"),
  TOKEN_REPAIRS(
      "token_repairs_total",
      Kind.COUNTER,
      Teller.DRIVER,
      "Renewals of tokens by the driver in Spark's place."),
  REFERENCE_AGE(
      "reference_age_seconds",
      Kind.GAUGE,
      Teller.DRIVER,
      "Time since the data of a reference was last known to be that of its source. Absent before it"
          + " is loaded.",
      "reference"),
  REFERENCE_ROWS("reference_rows", Kind.GAUGE, Teller.DRIVER, "Rows of a reference.", "reference"),
  REFERENCE_FAILURES(
      "reference_failed_refreshes_total",
      Kind.COUNTER,
      Teller.DRIVER,
      "Refreshes of a reference that failed.",
      "reference");

  /** Whether a value also falls. */
  public enum Kind {
    GAUGE,
    /** Grows, and begins anew with each driver. */
    COUNTER
  }

  /** Who knows a value. */
  public enum Teller {
    /** The command line, from YARN and the home on HDFS, also of a job that is down. */
    GATEWAY,
    /** The driver, through Spark's metrics, and to the gateway while it runs. */
    DRIVER
  }

  private final String shortName;
  private final Kind kind;
  private final Teller teller;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
  private final List<String> labels;

  Metric(String shortName, Kind kind, Teller teller, String help, String... labels) {
    this.shortName = shortName;
    this.kind = kind;
    this.teller = teller;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** The name in Spark's metrics, before the values of the labels. */
  public String shortName() {
    return shortName;
  }

  /** The name in Prometheus. */
  public String fullName() {
    return "keystream_" + shortName;
  }

  Kind kind() {
    return kind;
  }

  Teller teller() {
    return teller;
  }

  String help() {
    return help;
  }

  /** Names of what tells values of one metric apart. */
  List<String> labels() {
    return labels;
  }
}
