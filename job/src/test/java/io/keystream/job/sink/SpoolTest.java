package io.keystream.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is spooled is read back as it was, or not at all. */
class SpoolTest {
  private static final StructType COLUMNS =
      new StructType()
          .add("n", DataTypes.LongType)
          .add("text", DataTypes.StringType)
          .add("at", DataTypes.TimestampType)
          .add("day", DataTypes.DateType)
          .add("bytes", DataTypes.BinaryType);

  @TempDir private java.nio.file.Path folder;

  @Test
  void rowsAreReadBackInTheirOrder() throws Exception {
    java.nio.file.Path file = write(3);

    try (SpoolReader reader = open(file)) {
      assertThat(reader.columns()).isEqualTo(COLUMNS);
      for (long n = 0; n < 3; n++) {
        Row row = reader.next();
        assertThat(row.getLong(0)).isEqualTo(n);
        assertThat(row.<String>getAs("text")).isEqualTo(n == 1 ? null : "text " + n);
        assertThat(row.<Instant>getAs("at")).isEqualTo(Instant.ofEpochSecond(n, 1_000));
        assertThat(row.<LocalDate>getAs("day")).isEqualTo(LocalDate.ofEpochDay(n));
        assertThat(row.<byte[]>getAs("bytes")).containsExactly((int) n, 0, -1);
      }
      assertThat(reader.hasNext()).isFalse();
      assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void aSpoolThatIsCutOffAnywhereIsNeverTakenForWhole() throws Exception {
    byte[] whole = Files.readAllBytes(write(3));
    java.nio.file.Path cut = folder.resolve("cut");
    for (int length = 0; length < whole.length; length++) {
      Files.write(cut, Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> readAll(cut)).as("cut off at %d", length).isNotNull();
    }
  }

  private List<Row> readAll(java.nio.file.Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (SpoolReader reader = open(file)) {
      reader.forEachRemaining(rows::add);
    }
    return rows;
  }

  private java.nio.file.Path write(int rows) throws IOException {
    java.nio.file.Path file = folder.resolve("spool");
    try (SpoolWriter writer =
        new SpoolWriter(new Path(file.toUri()), COLUMNS, new Configuration(false))) {
      for (int n = 0; n < rows; n++) {
        writer.write(row(n));
      }
      assertThat(writer.rows()).isEqualTo(rows);
    }
    return file;
  }

  private SpoolReader open(java.nio.file.Path file) throws IOException {
    return new SpoolReader(new Path(file.toUri()), new Configuration(false));
  }

  private static InternalRow row(long n) {
    Object[] values = {
      n,
      n == 1 ? null : UTF8String.fromString("text " + n),
      n * 1_000_000 + 1,
      (int) n,
      new byte[] {(byte) n, 0, -1}
    };
    return new GenericInternalRow(values);
  }
}
