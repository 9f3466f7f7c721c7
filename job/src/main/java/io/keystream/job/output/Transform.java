package io.keystream.job.output;

import io.keystream.job.ledger.RecordCounts;
import io.keystream.job.sql.Query;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Runs batches through the pipeline's SQL. A query without a shuffle is one stage, from Kafka to
 * the staged files.
 */
final class Transform {
  private final SparkSession session;
  private final String sql;
  private final StructType view;
  private final StructType result;

  /** The files of both outputs, and what became of the records. */
  record Staged(
      List<StagedFile> rows, List<StagedFile> deadLetters, RecordCounts counts, long oldest) {}

  /**
   * Prepares the query.
   *
   * @param session where the view is made; nobody else's
   * @param view columns of the rows
   * @param result columns that the query was found to have
   */
  Transform(SparkSession session, String sql, StructType view, StructType result) {
    this.session = session;
    this.sql = sql;
    this.view = view;
    this.result = result;
  }

  /**
   * Stages what the query makes of the valid records, and the dead letters.
   *
   * @param parse makes the rows
   * @param reports where {@code parse} reports
   */
  Staged stage(
      JavaRDD<ConsumerRecord<byte[], byte[]>> records,
      ParseTask parse,
      CollectionAccumulator<SourceReport> reports,
      Staging rowFiles) {
    JavaRDD<InternalRow> rows = records.mapPartitionsWithIndex(parse, true);
    session.internalCreateDataFrame(rows.rdd(), view, false).createOrReplaceTempView(Query.VIEW);
    QueryExecution query = session.sql(sql).queryExecution();
    checkColumns(query.analyzed().schema());
    List<WriteReport> written =
        query.toRdd().toJavaRDD().mapPartitions(new WriteTask(rowFiles)).collect();
    Map<Integer, SourceReport> sources = onePerPartition(reports);
    int[] unread = without(sources, rows.getNumPartitions());
    if (unread.length > 0) {
      // The optimizer saw that the result does not depend on them, as with WHERE false.
      rows.mapPartitions(new Drain()).collectPartitions(unread);
      sources = onePerPartition(reports);
      checkComplete(without(sources, rows.getNumPartitions()));
    }
    return staged(written, List.copyOf(sources.values()), query);
  }

  private static Map<Integer, SourceReport> onePerPartition(
      CollectionAccumulator<SourceReport> reports) {
    Map<Integer, SourceReport> sources = new TreeMap<>();
    for (SourceReport report : reports.value()) {
      sources.putIfAbsent(report.partition(), report);
    }
    return sources;
  }

  private static int[] without(Map<Integer, SourceReport> sources, int partitions) {
    return IntStream.range(0, partitions).filter(index -> !sources.containsKey(index)).toArray();
  }

  private static void checkComplete(int[] missing) {
    if (missing.length > 0) {
      throw new IllegalStateException(
          "Wanted a report of every partition of the source, found none of "
              + java.util.Arrays.toString(missing)
              + " after reading them; the batch is not committed");
    }
  }

  private void checkColumns(StructType found) {
    if (!found.asNullable().toDDL().equals(result.toDDL())) {
      throw new IllegalStateException(
          "The transform has the columns "
              + found.toDDL()
              + " here, but had "
              + result.toDDL()
              + " when pipeline.yaml was checked; does an extension of Spark change queries"
              + " (spark.sql.extensions)?");
    }
  }

  private static Staged staged(
      List<WriteReport> results, List<SourceReport> sources, QueryExecution query) {
    List<StagedFile> files = results.stream().flatMap(result -> result.files().stream()).toList();
    List<StagedFile> deadLetters =
        sources.stream().flatMap(source -> source.deadLetters().stream()).toList();
    long read = sources.stream().mapToLong(SourceReport::read).sum();
    long handedOn = sources.stream().mapToLong(SourceReport::handedOn).sum();
    long dropped = sources.stream().mapToLong(SourceReport::dropped).sum();
    long written =
        PlanShape.atMostOneRowPerRecord(query.optimizedPlan())
            ? results.stream().mapToLong(WriteReport::rows).sum()
            : handedOn;
    long letters = deadLetters.stream().mapToLong(StagedFile::rows).sum();
    return new Staged(
        files,
        deadLetters,
        new RecordCounts(read, written, handedOn - written + dropped, letters),
        sources.stream().mapToLong(SourceReport::oldest).min().orElse(RowMaker.NO_TIMESTAMP));
  }
}
