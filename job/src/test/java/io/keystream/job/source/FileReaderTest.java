package io.keystream.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.FileRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.SparkConf;
import org.apache.spark.io.ZStdCompressionCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileReaderTest {
  @TempDir private Path folder;

  private interface Compressor {
    OutputStream on(OutputStream out) throws IOException;
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`a\\nb\\n`, a|b",
        "`a\\nb`, a|b",
        "`a\\r\\nb\\r\\n`, a|b",
        "`a\\r\\nb\\r`, a|b",
        "`a\\rb\\n`, `a\\rb`",
        "`\\na\\n\\n`, `|a|`",
        "`\\n`, ``",
        "`\\r\\n`, ``"
      })
  void aLineEndsInLineFeedWithOrWithoutReturnAndTheLastNeedsNoEnd(String text, String lines)
      throws IOException {
    Arrival file = write("a.log", unescaped(text).getBytes(UTF_8));

    assertThat(values(read(FileRecords.LINES, file)))
        .containsExactly(unescaped(lines).split("[|]", -1));
  }

  @Test
  void anEmptyFileHasNoLinesAndIsOneWholeRecord() throws IOException {
    Arrival file = write("a.log", new byte[0]);

    assertThat(read(FileRecords.LINES, file)).isEmpty();
    assertThat(values(read(FileRecords.WHOLE, file))).containsExactly("");
  }

  @Test
  void aWholeFileIsOneRecord() throws IOException {
    assertThat(values(read(FileRecords.WHOLE, write("a.json", "a\r\nb\n".getBytes(UTF_8)))))
        .containsExactly("a\r\nb\n");
  }

  @Test
  void aRecordSaysWhichLineOfWhichFileItIs() throws IOException {
    write("first", new byte[0]);
    Arrival file = write("second", "a\nb\n".getBytes(UTF_8));

    List<ConsumerRecord<byte[], byte[]>> records = read(FileRecords.LINES, file);

    assertThat(records).extracting(ConsumerRecord::topic).containsOnly("arrivals");
    assertThat(records)
        .extracting(ConsumerRecord::offset)
        .containsExactly((1L << 32) + 1, (1L << 32) + 2);
    assertThat(records).extracting(ConsumerRecord::timestamp).containsOnly(file.modified());
    assertThat(records)
        .extracting(found -> new String(found.key(), UTF_8))
        .containsOnly(file.path());
  }

  @Test
  void filesAreDecompressedAsTheirNamesSay() throws IOException {
    BZip2Codec bzip2 = new BZip2Codec();
    bzip2.setConf(new Configuration(false));

    assertThat(
            values(
                read(
                    FileRecords.LINES,
                    compressed("a.gz", GZIPOutputStream::new),
                    compressed("b.bz2", bzip2::createOutputStream),
                    compressed(
                        "c.zst",
                        new ZStdCompressionCodec(new SparkConf(false))::compressedOutputStream))))
        .containsExactly("x", "y", "x", "y", "x", "y");
  }

  @Test
  void gzipFilesThatWereAppendedToEachOtherAreReadToTheEnd() throws IOException {
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    for (int i = 0; i < 2; i++) {
      try (OutputStream out = new GZIPOutputStream(twice)) {
        out.write("x\n".getBytes(UTF_8));
      }
    }

    assertThat(values(read(FileRecords.LINES, write("a.gz", twice.toByteArray()))))
        .containsExactly("x", "x");
  }

  @Test
  void aFileThatIsCutIsNamedWithTheLastRecordThatCouldBeRead() throws IOException {
    Arrival whole = compressed("a.gz", GZIPOutputStream::new);
    byte[] bytes = Files.readAllBytes(Path.of(java.net.URI.create(whole.path())));
    Arrival cut = write("b.gz", java.util.Arrays.copyOf(bytes, bytes.length - 9));

    assertThatThrownBy(() -> read(FileRecords.LINES, cut))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot read " + cut.path() + " after its record ")
        .hasMessageEndingWith(". Mend the file, or take it away");
  }

  @Test
  void aRecordThatIsTooLongIsNamedAndNotCut() throws IOException {
    byte[] bytes = new byte[FileContent.LONGEST + 3];
    bytes[0] = '\n';
    Arrival file = write("a", bytes);

    assertThatThrownBy(() -> read(FileRecords.LINES, file))
        .hasMessageContaining("Cannot read " + file.path() + " after its record 1")
        .hasMessageContaining("the next line has more than 16777216 bytes");
    assertThatThrownBy(() -> read(FileRecords.WHOLE, file))
        .hasMessageContaining("it has more than 16777216 bytes");
  }

  @Test
  void aFileThatIsGoneOrChangedIsNotRead() throws IOException {
    Arrival gone = write("gone", "a\n".getBytes(UTF_8));
    Files.delete(folder.resolve("gone"));
    Arrival changed = write("changed", "a\n".getBytes(UTF_8));
    Files.writeString(folder.resolve("changed"), "a\nb\n");

    assertThatThrownBy(() -> read(FileRecords.LINES, gone))
        .hasCause(new FileGoneException(gone.path() + " is gone"));
    assertThatThrownBy(() -> read(FileRecords.LINES, changed))
        .hasCauseInstanceOf(FileGoneException.class)
        .hasMessageContaining(changed.path() + " was changed after it arrived, at ");
  }

  private Arrival compressed(String name, Compressor compressor) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressor.on(bytes)) {
      out.write("x\ny\n".getBytes(UTF_8));
    }
    return write(name, bytes.toByteArray());
  }

  private Arrival write(String name, byte[] bytes) throws IOException {
    long number;
    try (var before = Files.list(folder)) {
      number = before.count();
    }
    Path file = Files.write(folder.resolve(name), bytes);
    return new Arrival(
        number, file.toUri().toString(), bytes.length, Files.getLastModifiedTime(file).toMillis());
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(FileRecords format, Arrival... files) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (FileReader reader = new FileReader(List.of(files), format, new Configuration(false))) {
      reader.forEachRemaining(records::add);
    }
    return records;
  }

  private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(found -> new String(found.value(), UTF_8)).toList();
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replace("\\r", "\r");
  }
}
