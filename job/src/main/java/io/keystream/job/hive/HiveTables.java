package io.keystream.job.hive;

import io.keystream.job.config.FilesOutputConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.sink.DeliveryException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The tables in whose metastores published folders are registered as partitions. Can be repeated at
 * any time.
 */
public final class HiveTables {
  /** No table at all. */
  public static final HiveTables NONE = new HiveTables(Map.of());

  private final Map<String, PartitionedTable> tables;

  private HiveTables(Map<String, PartitionedTable> tables) {
    this.tables = tables;
  }

  /**
   * The tables that a pipeline names.
   *
   * @param hadoop the cluster's configuration
   */
  public static HiveTables of(PipelineConfig pipeline, Configuration hadoop, Clock clock) {
    Map<String, PartitionedTable> tables = new HashMap<>();
    pipeline
        .fileOutputs()
        .forEach(
            (name, files) -> {
              if (files.hive().isPresent()) {
                tables.put(name, table(files, hadoop, clock));
              }
            });
    return new HiveTables(tables);
  }

  private static PartitionedTable table(
      FilesOutputConfig files, Configuration hadoop, Clock clock) {
    return new PartitionedTable(
        new Metastore(files.hive().orElseThrow(), hadoop),
        new PartitionFolders(new Path(files.path()), files.folderNames()),
        hadoop,
        clock);
  }

  /**
   * Registers the folders of an entry whose files are published.
   *
   * @throws DeliveryException if a metastore does not take them; it may later
   */
  public void register(LedgerEntry entry) {
    for (OutputCommit output : entry.outputs()) {
      PartitionedTable table = tables.get(output.name());
      if (table != null) {
        try {
          table.register(output.files());
        } catch (MetastoreException e) {
          throw new DeliveryException(
              entry.sequence(), output.name(), "Hive metastore: " + e.getMessage(), e);
        }
      }
    }
  }
}
