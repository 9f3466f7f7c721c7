package io.keystream.job.sink;

import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.OutputCommit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** Delivers the spooled rows of committed batches. Can be repeated at any time. */
public final class Deliveries {
  private final JavaSparkContext context;
  private final HomeFiles files;
  private final Home home;
  private final Map<String, SinkTarget> targets;

  /**
   * Prepares deliveries.
   *
   * @param targets the pipeline's outputs by their name
   */
  public Deliveries(
      JavaSparkContext context, HomeFiles files, Home home, Map<String, SinkTarget> targets) {
    this.context = context;
    this.files = files;
    this.home = home;
    this.targets = Map.copyOf(targets);
  }

  /**
   * Delivers all outputs of an entry, also of one that was delivered in part.
   *
   * @throws DeliveryException if a system does not take the rows; it may later
   * @throws LedgerException if it will not help to try again
   */
  public void deliver(LedgerEntry entry) throws IOException {
    for (OutputCommit commit : entry.outputs()) {
      if (!commit.spooled().isEmpty()) {
        deliver(entry, commit);
      }
    }
  }

  private void deliver(LedgerEntry entry, OutputCommit commit) throws IOException {
    SinkTarget target = targets.get(commit.name());
    if (target == null) {
      throw new LedgerException(
          "Entry "
              + entry.sequence()
              + " has rows for the output "
              + commit.name()
              + ", which may not be delivered yet, but pipeline.yaml has no such output: start the"
              + " release before once more, so that it can deliver them, and stop it");
    }
    Path folder = home.staging(entry.epoch(), entry.sequence());
    ShareTask.Spool spool =
        new ShareTask.Spool(
            entry.sequence(), entry.committedAt(), commit, folder.toString(), files.exists(folder));
    for (ShareTask.Result result : run(target, spool)) {
      check(result, entry, commit);
    }
  }

  private List<ShareTask.Result> run(SinkTarget target, ShareTask.Spool spool) {
    int shares = spool.commit().shares();
    List<Integer> numbers = IntStream.range(0, shares).boxed().toList();
    ShareTask task =
        new ShareTask(target, spool, new SerializableConfiguration(context.hadoopConfiguration()));
    try {
      return context.parallelize(numbers, shares).map(task).collect();
    } catch (Exception e) { // Scala does not declare Spark's checked exceptions.
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new DeliveryException(spool.sequence(), spool.commit().name(), reason, e);
    }
  }

  private static void check(ShareTask.Result result, LedgerEntry entry, OutputCommit commit) {
    String rows = "the rows of entry " + entry.sequence() + " for the output " + commit.name();
    switch (result.kind()) {
      case DELIVERED -> {}
      case REFUSED ->
          throw new DeliveryException(entry.sequence(), commit.name(), result.said(), null);
      case LOST ->
          throw new LedgerException(
              rows
                  + " were not delivered, as the output itself says, and are not staged any more:"
                  + " somebody deleted them, or the output was put back to an earlier state");
      case FORGOTTEN ->
          throw new LedgerException(
              rows
                  + " may be delivered or not: entry "
                  + commit.previous()
                  + " was, but the output does not know of it any more, so its progress is lost");
    }
  }
}
