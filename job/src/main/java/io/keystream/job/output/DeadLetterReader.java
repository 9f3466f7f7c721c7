package io.keystream.job.output;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
  private static final List<String> CONTENT = List.of("key", "raw", "headers");

  private final ParquetReader<Group> rows;

  private DeadLetterReader(Path file, Configuration configuration) throws IOException {
    this.rows = ParquetReader.builder(new GroupReadSupport(), file).withConf(configuration).build();
  }

  /** Reads everything. */
  public static DeadLetterReader open(Path file, Configuration configuration) throws IOException {
    return new DeadLetterReader(file, configuration);
  }

  /** Reads everything but keys, values and headers. */
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
            producedAt(row),
            row.getString("reason", 0),
            isNull(row, "rule") ? null : row.getString("rule", 0),
            bytes(row, "key"),
            bytes(row, "raw"),
            headers(row));
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  /** Each is a group in a group of its own, except with spark.sql.parquet.writeLegacyFormat. */
  private static List<LetterHeader> headers(Group row) {
    List<LetterHeader> headers = new ArrayList<>();
    if (isNull(row, "headers")) {
      return headers;
    }
    Group list = row.getGroup("headers", 0);
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      Group element = list.getGroup(0, i);
      Group header = element.getType().containsField("key") ? element : element.getGroup(0, 0);
      headers.add(new LetterHeader(header.getString("key", 0), bytes(header, "value")));
    }
    return headers;
  }

  private static Instant producedAt(Group row) {
    return isNull(row, "kafka_timestamp")
        ? null
        : Instant.EPOCH.plus(row.getLong("kafka_timestamp", 0), ChronoUnit.MICROS);
  }

  private static byte[] bytes(Group row, String column) {
    return isNull(row, column) ? null : row.getBinary(column, 0).getBytes();
  }

  private static boolean isNull(Group row, String column) {
    return !row.getType().containsField(column) || row.getFieldRepetitionCount(column) == 0;
  }
}
