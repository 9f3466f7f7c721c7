package io.keystream.job.hive;

import io.keystream.job.ledger.CommittedFile;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.metastore.IMetaStoreClient;
import org.apache.hadoop.hive.metastore.Warehouse;
import org.apache.hadoop.hive.metastore.api.Partition;
import org.apache.hadoop.hive.metastore.api.StorageDescriptor;
import org.apache.hadoop.hive.metastore.api.Table;

/**
 * The table over the folders of one output. Registering can be repeated at any time. What is
 * registered is remembered for an hour, so that the metastore is asked for new folders only, and
 * one that somebody dropped comes back with the next rows after that.
 */
final class PartitionedTable {
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST_KNOWN = 10_000;

  private final Metastore metastore;
  private final PartitionFolders folders;
  private final Configuration hadoop;
  private final Clock clock;
  private final Set<String> known = new HashSet<>();
  private Instant forgetting = Instant.MIN;

  PartitionedTable(
      Metastore metastore, PartitionFolders folders, Configuration hadoop, Clock clock) {
    this.metastore = metastore;
    this.folders = folders;
    this.hadoop = hadoop;
    this.clock = clock;
  }

  /**
   * Registers the folders of published files.
   *
   * @throws MetastoreException if one of them could not be registered
   */
  void register(List<CommittedFile> files) throws MetastoreException {
    Map<String, List<String>> wanted = new TreeMap<>(folders.of(files));
    forget();
    wanted.keySet().removeAll(known);
    if (wanted.isEmpty()) {
      return;
    }
    metastore.ask(client -> register(client, wanted));
    known.addAll(wanted.keySet());
  }

  private void forget() {
    Instant now = clock.instant();
    if (now.isAfter(forgetting) || known.size() > MOST_KNOWN) {
      known.clear();
      forgetting = now.plus(REMEMBERED);
    }
  }

  private Void register(IMetaStoreClient client, Map<String, List<String>> wanted)
      throws Exception {
    Table table = metastore.table(client);
    Map<String, Partition> missing = new TreeMap<>();
    for (Map.Entry<String, List<String>> folder : wanted.entrySet()) {
      Partition partition = partition(table, location(folder.getKey()), folder.getValue());
      missing.put(Warehouse.makePartName(table.getPartitionKeys(), folder.getValue()), partition);
    }
    List<String> names = List.copyOf(missing.keySet());
    for (Partition there :
        client.getPartitionsByNames(table.getDbName(), table.getTableName(), names)) {
      String name = Warehouse.makePartName(table.getPartitionKeys(), there.getValues());
      requireLocation(name, there, missing.remove(name));
    }
    if (!missing.isEmpty()) {
      client.add_partitions(new ArrayList<>(missing.values()), true, false);
    }
    return null;
  }

  private void requireLocation(String name, Partition there, Partition wanted)
      throws MetastoreException, IOException {
    Path found = qualified(new Path(there.getSd().getLocation()));
    String expected = wanted.getSd().getLocation();
    if (!found.toString().equals(expected)) {
      throw new MetastoreException(
          "partition "
              + name
              + " of "
              + metastore.config().table()
              + " is at "
              + found
              + ", wanted "
              + expected
              + ": drop the partition, or correct it with ALTER TABLE … SET LOCATION",
          null);
    }
  }

  private static Partition partition(Table table, Path location, List<String> values) {
    StorageDescriptor storage = table.getSd().deepCopy();
    storage.setLocation(location.toString());
    Partition partition = new Partition();
    partition.setDbName(table.getDbName());
    partition.setTableName(table.getTableName());
    partition.setValues(new ArrayList<>(values));
    partition.setSd(storage);
    partition.setParameters(new HashMap<>());
    return partition;
  }

  private Path location(String relative) throws IOException {
    return qualified(new Path(folders.folder(), relative));
  }

  private Path qualified(Path path) throws IOException {
    return path.getFileSystem(hadoop).makeQualified(path);
  }
}
