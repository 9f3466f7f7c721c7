package io.keystream.job.output;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads a published file of dead letters, without Spark. */
public final class DeadLetterReader implements Closeable {
  private static final List<String> CONTENT = List.of("key", "raw");

  private final ParquetReader<Group> rows;

  private DeadLetterReader(Path file, Configuration configuration) throws IOException {
    this.rows = ParquetReader.builder(new GroupReadSupport(), file).withConf(configuration).build();
  }

  /** Reads everything. */
  public static DeadLetterReader open(Path file, Configuration configuration) throws IOException {
    return new DeadLetterReader(file, configuration);
  }

  /** Reads everything but the bytes of keys and values. */
  public static DeadLetterReader withoutBytes(Path file, Configuration configuration)
      throws IOException {
    Configuration columns = new Configuration(configuration);
    try (ParquetFileReader footer =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
      MessageType all = footer.getFooter().getFileMetaData().getSchema();
      List<Type> wanted =
          all.getFields().stream().filter(field -> !CONTENT.contains(field.getName())).toList();
      columns.set(
          ReadSupport.PARQUET_READ_SCHEMA, new MessageType(all.getName(), wanted).toString());
    }
    return new DeadLetterReader(file, columns);
  }

  /** The next one, or null after the last. */
  public DeadLetter next() throws IOException {
    Group row = rows.read();
    return row == null
        ? null
        : new DeadLetter(
            row.getString("kafka_topic", 0),
            row.getInteger("kafka_partition", 0),
            row.getLong("kafka_offset", 0),
            Instant.EPOCH.plus(row.getLong("kafka_timestamp", 0), ChronoUnit.MICROS),
            row.getString("reason", 0),
            isNull(row, "rule") ? null : row.getString("rule", 0),
            bytes(row, "key"),
            bytes(row, "raw"));
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  private static byte[] bytes(Group row, String column) {
    return isNull(row, column) ? null : row.getBinary(column, 0).getBytes();
  }

  private static boolean isNull(Group row, String column) {
    return !row.getType().containsField(column) || row.getFieldRepetitionCount(column) == 0;
  }
}
