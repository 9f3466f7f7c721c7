package io.keystream.job.hive;

import io.keystream.job.ledger.CommittedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;

/**
 * Tells partitions by the folders of files.
 *
 * @param folder of all files
 * @param columns that name the folders below it, in this order
 */
record PartitionFolders(Path folder, List<String> columns) {

  /**
   * The values of the columns by the folder, relative to that of all files. What lies elsewhere,
   * because an earlier release wrote it there, is no partition of the table.
   */
  Map<String, List<String>> of(List<CommittedFile> files) {
    String prefix = folder + "/";
    Map<String, List<String>> found = new TreeMap<>();
    for (CommittedFile file : files) {
      String parent = new Path(file.path()).getParent().toString();
      if (parent.startsWith(prefix)) {
        String relative = parent.substring(prefix.length());
        List<String> values = values(relative);
        if (values.size() == columns.size()) {
          found.put(relative, values);
        }
      }
    }
    return found;
  }

  private List<String> values(String relative) {
    List<String> values = new ArrayList<>();
    for (String name : relative.split("/", -1)) {
      int equals = name.indexOf('=');
      boolean expected =
          equals > 0
              && values.size() < columns.size()
              && ExternalCatalogUtils.unescapePathName(name.substring(0, equals))
                  .equals(columns.get(values.size()));
      if (!expected) {
        return List.of();
      }
      values.add(ExternalCatalogUtils.unescapePathName(name.substring(equals + 1)));
    }
    return values;
  }
}
