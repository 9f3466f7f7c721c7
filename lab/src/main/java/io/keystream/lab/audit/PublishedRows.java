package io.keystream.lab.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;

/**
 * The rows that readers find below a folder of Parquet files.
 *
 * @param occurrences how often each record is there
 * @param raw digests of the column {@code raw}, where there is one
 * @param reasons how many rows carry which reason; empty unless they are dead letters
 * @param files number of files
 */
public record PublishedRows(
    Map<RecordId, Integer> occurrences,
    Map<RecordId, Digest> raw,
    Map<String, Integer> reasons,
    int files) {

  /** Tells records apart that have the same position, by the files they are in. */
  public interface Naming {
    RecordId name(Path file, RecordId id);
  }

  /** Reads every published file; a folder that does not exist has none. */
  public static PublishedRows read(FileSystem fs, String folder) throws IOException {
    return read(fs, folder, (file, id) -> id);
  }

  /** The same with other names of records. */
  public static PublishedRows read(FileSystem fs, String folder, Naming naming) throws IOException {
    PublishedRows rows = new PublishedRows(new HashMap<>(), new HashMap<>(), new HashMap<>(), 0);
    List<Path> files = files(fs, new Path(folder));
    for (Path file : files) {
      rows.add(fs, file, naming);
    }
    return new PublishedRows(rows.occurrences, rows.raw, rows.reasons, files.size());
  }

  /** Some rows as text, one line a column. */
  public static List<String> sample(FileSystem fs, String folder, int rows) throws IOException {
    List<String> sample = new ArrayList<>();
    List<Path> files = files(fs, new Path(folder));
    if (files.isEmpty()) {
      return sample;
    }
    try (ParquetReader<Group> reader = ParquetRows.open(fs, files.get(0))) {
      for (Group row = reader.read(); row != null && sample.size() < rows; row = reader.read()) {
        sample.add(row.toString());
      }
    }
    return sample;
  }

  /** Number of rows, repeated ones included. */
  public long rows() {
    return occurrences.values().stream().mapToLong(Integer::longValue).sum();
  }

  private void add(FileSystem fs, Path file, Naming naming) throws IOException {
    try (ParquetReader<Group> reader = ParquetRows.open(fs, file)) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        add(row, naming.name(file, id(row)));
      }
    }
  }

  private static RecordId id(Group row) {
    return new RecordId(
        row.getString("kafka_topic", 0),
        row.getInteger("kafka_partition", 0),
        row.getLong("kafka_offset", 0));
  }

  private void add(Group row, RecordId id) {
    occurrences.merge(id, 1, Integer::sum);
    if (row.getType().containsField("raw")) {
      byte[] value =
          row.getFieldRepetitionCount("raw") == 0 ? null : row.getBinary("raw", 0).getBytes();
      raw.put(id, Digest.of(value));
    }
    if (row.getType().containsField("reason")) {
      reasons.merge(row.getString("reason", 0), 1, Integer::sum);
    }
  }

  /** Files as readers see them: what begins with '_' or '.' is hidden. */
  private static List<Path> files(FileSystem fs, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    if (!fs.exists(folder)) {
      return files;
    }
    for (FileStatus status : fs.listStatus(folder)) {
      String name = status.getPath().getName();
      if (name.startsWith("_") || name.startsWith(".")) {
        continue;
      }
      if (status.isDirectory()) {
        files.addAll(files(fs, status.getPath()));
      } else {
        files.add(status.getPath());
      }
    }
    return files;
  }
}
