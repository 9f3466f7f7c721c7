package io.keystream.job.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of files that the pipeline's own writers made. */
class RowsOfFileTest {
  private static final String THREE =
      "{\"a\":\"one, \\\"two\\\"\\nthree \\\\ \",\"b\":1}\n{\"a\":\"\",\"b\":2}\n{\"b\":3}";

  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "parquet,zstd,false",
    "orc,zlib,false",
    "json,none,false",
    "json,gzip,false",
    "csv,none,false",
    "csv,bzip2,true"
  })
  void rowsAreCountedAsTheyWereWritten(String format, String compression, boolean header)
      throws Exception {
    FilesPipeline pipeline =
        header
            ? new FilesPipeline(
                spark,
                folder,
                "a STRING, b INT",
                "format: " + format,
                "compression: " + compression,
                "header: true")
            : new FilesPipeline(
                spark,
                folder,
                "a STRING, b INT",
                "format: " + format,
                "compression: " + compression);
    String[] values = THREE.split("\n", -1);
    pipeline.run(
        List.of(
            new LocalSpark.Source(0, 0, values[0]),
            new LocalSpark.Source(0, 1, values[1]),
            new LocalSpark.Source(0, 2, values[2])),
        1);

    Path file = pipeline.published().get(0);
    assertThat(RowsOfFile.byReading(new Configuration(), header).rows(hadoop(file))).hasValue(3);
    boolean footer = format.equals("parquet") || format.equals("orc");
    assertThat(RowsOfFile.byFooter(new Configuration()).rows(hadoop(file)))
        .isEqualTo(footer ? OptionalLong.of(3) : OptionalLong.empty());
  }

  @ParameterizedTest
  @CsvSource({"a.snappy.parquet", "a.zlib.orc", "a.json.gz"})
  void aTornFileCannotBeRead(String name) throws Exception {
    Path file = Files.writeString(folder.resolve(name), "PAR1 torn");

    assertThatThrownBy(() -> RowsOfFile.byReading(new Configuration(), false).rows(hadoop(file)))
        .hasMessageNotContaining("NullPointer")
        .isNotNull();
  }

  @Test
  void linesOfTextAreReadAndNotCounted() throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "one\ntwo\n");

    assertThat(RowsOfFile.byReading(new Configuration(), false).rows(hadoop(file))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a.parquet", "a.orc", "a.csv"})
  void aMissingFileIsNotFound(String name) {
    assertThatThrownBy(
            () ->
                RowsOfFile.byReading(new Configuration(), false).rows(hadoop(folder.resolve(name))))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining(name);
  }

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toString());
  }
}
