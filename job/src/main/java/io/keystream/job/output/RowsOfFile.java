package io.keystream.job.output;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.keystream.job.ledger.FileProbe;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/**
 * Counts the rows of published files, whose names tell their format. Parquet and ORC say it in
 * their footers; JSON and CSV have to be read from the beginning to the end. Lines of text are not
 * counted, because a value may have several.
 */
public final class RowsOfFile implements FileProbe {
  private final Configuration configuration;
  private final boolean readAll;
  private final boolean header;

  private RowsOfFile(Configuration configuration, boolean readAll, boolean header) {
    this.configuration = configuration;
    this.readAll = readAll;
    this.header = header;
  }

  /** Opens files that have a footer, and no others. */
  public static RowsOfFile byFooter(Configuration configuration) {
    return new RowsOfFile(configuration, false, false);
  }

  /**
   * Opens those with a footer, and reads the others.
   *
   * @param header whether CSV files begin with a line of names
   */
  public static RowsOfFile byReading(Configuration configuration, boolean header) {
    return new RowsOfFile(configuration, true, header);
  }

  @Override
  public OptionalLong rows(Path file) throws IOException {
    String name = file.getName();
    if (name.endsWith(".parquet")) {
      return OptionalLong.of(ofParquet(file));
    }
    if (name.endsWith(".orc")) {
      return OptionalLong.of(ofOrc(file));
    }
    if (!readAll) {
      return OptionalLong.empty();
    }
    try (InputStream in = open(file)) {
      if (name.contains(".json")) {
        return OptionalLong.of(lines(in));
      }
      if (name.contains(".csv")) {
        return OptionalLong.of(ofCsv(in));
      }
      lines(in);
      return OptionalLong.empty();
    }
  }

  private long ofParquet(Path file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
      return reader.getRecordCount();
    }
  }

  private long ofOrc(Path file) throws IOException {
    try (Reader reader = OrcFile.createReader(file, OrcFile.readerOptions(configuration))) {
      return reader.getNumberOfRows();
    }
  }

  private InputStream open(Path file) throws IOException {
    FileSystem system = file.getFileSystem(configuration);
    if (!system.exists(file)) {
      throw new FileNotFoundException(file.toString());
    }
    InputStream in = system.open(file);
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(file);
    return codec == null ? in : codec.createInputStream(in);
  }

  private static long lines(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long lines = 0;
    for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
      for (int i = 0; i < n; i++) {
        if (buffer[i] == '\n') {
          lines++;
        }
      }
    }
    return lines;
  }

  private long ofCsv(InputStream in) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setLineSeparator("\n");
    settings.getFormat().setQuote('"');
    settings.getFormat().setQuoteEscape('\\');
    settings.getFormat().setCharToEscapeQuoteEscaping('\\');
    settings.setMaxCharsPerColumn(-1);
    settings.setMaxColumns(20_000);
    settings.setSkipEmptyLines(false);
    CsvParser parser = new CsvParser(settings);
    parser.beginParsing(new InputStreamReader(in, StandardCharsets.UTF_8));
    long rows = 0;
    while (parser.parseNext() != null) {
      rows++;
    }
    return header ? rows - 1 : rows;
  }
}
