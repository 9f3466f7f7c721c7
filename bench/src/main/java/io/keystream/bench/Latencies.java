package io.keystream.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;

/** How long rows took from the timestamp that Kafka gave them to the file that a reader sees. */
final class Latencies {
  private static final String COLUMN = "kafka_timestamp";
  private static final int MOST_MILLIS = 600_000;

  private final long[] counts = new long[MOST_MILLIS + 1];
  private long rows;

  /** Adds the rows of a file that became visible at this time. */
  void add(Path file, long seenAt) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
      MessageType whole = reader.getFileMetaData().getSchema();
      MessageType column = new MessageType(whole.getName(), whole.getType(COLUMN));
      reader.setRequestedSchema(column);
      String writer = reader.getFileMetaData().getCreatedBy();
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        ColumnReadStoreImpl store =
            new ColumnReadStoreImpl(
                pages, new DummyRecordConverter(column).getRootConverter(), column, writer);
        ColumnDescriptor descriptor = column.getColumns().get(0);
        add(store.getColumnReader(descriptor), pages.getRowCount(), seenAt);
      }
    }
  }

  private void add(ColumnReader values, long count, long seenAt) {
    for (long i = 0; i < count; i++) {
      add(seenAt - values.getLong() / 1_000);
      values.consume();
    }
  }

  void add(long millis) {
    counts[(int) Math.max(0, Math.min(MOST_MILLIS, millis))]++;
    rows++;
  }

  /** Adds what another has counted. */
  void add(Latencies other) {
    for (int millis = 0; millis <= MOST_MILLIS; millis++) {
      counts[millis] += other.counts[millis];
    }
    rows += other.rows;
  }

  long rows() {
    return rows;
  }

  /** The least time within which this part of the rows was visible, in milliseconds. */
  long percentile(double part) {
    long wanted = (long) Math.ceil(rows * part);
    long seen = 0;
    for (int millis = 0; millis <= MOST_MILLIS; millis++) {
      seen += counts[millis];
      if (seen >= wanted && seen > 0) {
        return millis;
      }
    }
    return 0;
  }
}
