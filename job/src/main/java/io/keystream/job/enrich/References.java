package io.keystream.job.enrich;

import io.keystream.job.config.EnrichConfig;
import io.keystream.job.config.RowTypes;
import io.keystream.job.metrics.DriverMetrics;
import io.keystream.job.metrics.Metric;
import io.keystream.job.sql.RowProjection;
import io.keystream.job.sql.SqlSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * All reference data of a pipeline. It is loaded beside the batches and refreshed on a schedule; a
 * batch sees one version of each reference from its beginning to its end.
 */
public final class References implements AutoCloseable {
  private record Joined(Reference reference, EnrichConfig config, RowProjection keys, int added) {}

  private final SparkSession session;
  private final List<Joined> references = new ArrayList<>();
  private final ScheduledExecutorService threads;

  /**
   * Prepares to load.
   *
   * @param configs the references by name, in the order rows are joined with them
   * @param row columns of the rows before
   */
  public References(Map<String, EnrichConfig> configs, StructType row, SparkSession session) {
    this.session = configs.isEmpty() ? session : SqlSettings.newSession(session);
    this.threads = configs.isEmpty() ? null : threads(configs.size());
    Configuration configuration = session.sparkContext().hadoopConfiguration();
    StructType columns = row;
    for (Map.Entry<String, EnrichConfig> each : configs.entrySet()) {
      EnrichConfig config = each.getValue();
      Reference reference =
          new Reference(
              each.getKey(),
              new ReferenceLoader(config, columns, configuration),
              config.refresh(),
              this.session,
              Clock.systemUTC());
      StructType added = config.added(columns).columns().asNullable();
      references.add(new Joined(reference, config, config.keysOf(columns), added.size()));
      columns = RowTypes.append(columns, added);
    }
  }

  /** Begins to load, and to refresh. */
  public void start() {
    if (references.isEmpty()) {
      return;
    }
    references.forEach(
        joined -> {
          show(joined.reference());
          schedule(joined.reference(), Duration.ZERO);
        });
  }

  /** Whether every reference has been loaded once; until then no batch can be joined. */
  public boolean loaded() {
    return references.stream().allMatch(joined -> joined.reference().loaded());
  }

  /** Looks for newer data of all references, now and in this thread. */
  public void refresh() {
    references.forEach(joined -> joined.reference().refresh());
  }

  /** The newest data, for one batch: it can be used until this is called again. */
  public Enrichment enrichment() {
    return references.isEmpty()
        ? Enrichment.NONE
        : new Enrichment(references.stream().map(References::join).toList());
  }

  @Override
  public void close() {
    if (threads != null) {
      references.forEach(joined -> joined.reference().close());
      threads.shutdownNow();
    }
    references.forEach(joined -> hide(joined.reference()));
  }

  private static void show(Reference reference) {
    DriverMetrics metrics = DriverMetrics.ofThisProcess();
    metrics.show(
        Metric.REFERENCE_AGE,
        () -> reference.loaded() ? (double) reference.ageSeconds() : Double.NaN,
        reference.name());
    metrics.show(Metric.REFERENCE_ROWS, reference::rows, reference.name());
    metrics.show(Metric.REFERENCE_FAILURES, reference::failures, reference.name());
  }

  private static void hide(Reference reference) {
    for (Metric metric :
        List.of(Metric.REFERENCE_AGE, Metric.REFERENCE_ROWS, Metric.REFERENCE_FAILURES)) {
      DriverMetrics.ofThisProcess().drop(metric, reference.name());
    }
  }

  private static Enrichment.Join join(Joined joined) {
    return new Enrichment.Join(
        joined.reference().name(),
        joined.keys().expressions(),
        joined.keys().columns(),
        joined.added(),
        joined.config().onMiss(),
        joined.reference().table());
  }

  /** Each thread makes one call after the other, so that a slow source delays no other one. */
  private void schedule(Reference reference, Duration pause) {
    try {
      var unused =
          threads.schedule(
              () -> {
                leaveBatch(session.sparkContext(), reference.name());
                schedule(reference, reference.refresh());
              },
              pause.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed meanwhile.
    }
  }

  /** Threads inherit from the one that made them which batch their jobs seem to belong to. */
  private static void leaveBatch(SparkContext context, String name) {
    context.clearJobGroup();
    context.setLocalProperty("spark.streaming.internal.batchTime", null);
    context.setLocalProperty("spark.streaming.internal.outputOpId", null);
    context.setJobDescription("Reference " + name);
  }

  private static ScheduledExecutorService threads(int count) {
    return Executors.newScheduledThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, "references");
          thread.setDaemon(true);
          return thread;
        });
  }
}
