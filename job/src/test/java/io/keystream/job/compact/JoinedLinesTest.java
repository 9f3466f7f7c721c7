package io.keystream.job.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.output.LocalSpark;
import io.keystream.job.output.RowsOfFile;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of lines one after another are a file, compressed or not, to Spark and to the ledger. */
class JoinedLinesTest {
  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  private static final int FILES = 3;
  private static final int ROWS = 20_000;

  @TempDir private Path folder;

  @AfterEach
  void readAsByDefault() {
    spark.session().conf().unset("spark.sql.files.maxPartitionBytes");
  }

  @ParameterizedTest
  @CsvSource({
    "json, none, 50000",
    "json, gzip, 50000",
    "json, bzip2, 50000",
    "json, bzip2, 100000000",
    "csv, none, 50000",
    "csv, gzip, 50000",
    "csv, bzip2, 3000"
  })
  void eachRowIsReadOnceHoweverTheFileIsDivided(String format, String compression, int split)
      throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      files.add(write(format, compression, i));
    }
    Path joined = folder.resolve("joined" + extension(files.get(0)));
    try (OutputStream out = Files.newOutputStream(joined)) {
      for (Path file : files) {
        Files.copy(file, out);
      }
    }
    spark.session().conf().set("spark.sql.files.maxPartitionBytes", String.valueOf(split));

    Dataset<Row> rows =
        spark.session().read().schema("id BIGINT, s STRING").format(format).load(joined.toString());

    assertThat(rows.count()).isEqualTo((long) FILES * ROWS);
    assertThat(rows.where("s = concat('value ', id)").distinct().count())
        .isEqualTo((long) FILES * ROWS);
    assertThat(
            RowsOfFile.byReading(CommittedRows.configuration(), false)
                .rows(new org.apache.hadoop.fs.Path(joined.toString())))
        .hasValue((long) FILES * ROWS);
  }

  private Path write(String format, String compression, int number) throws Exception {
    Path written = folder.resolve(format + number);
    spark
        .session()
        .range((long) number * ROWS, (number + 1L) * ROWS, 1, 1)
        .selectExpr("id", "concat('value ', id) AS s")
        .write()
        .option("compression", compression)
        .format(format)
        .save(written.toString());
    try (Stream<Path> parts = Files.list(written)) {
      return parts
          .filter(part -> part.getFileName().toString().startsWith("part-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String extension(Path file) {
    return Part.extension(new org.apache.hadoop.fs.Path(file.toString()));
  }
}
