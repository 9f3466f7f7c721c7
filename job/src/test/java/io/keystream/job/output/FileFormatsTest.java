package io.keystream.job.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keystream.job.config.Compression;
import io.keystream.job.config.OutputFormat;
import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.output.LocalSpark.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.orc.OrcFile;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published in each format, read back by Spark. */
class FileFormatsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POSITION =
      "kafka_topic STRING, kafka_partition INT, kafka_offset BIGINT, kafka_timestamp TIMESTAMP, ";
  private static final String COLUMNS =
      "ts TIMESTAMP, i INT, l BIGINT, d DOUBLE, f FLOAT, b BOOLEAN, day DATE,"
          + " amount DECIMAL(20,4), s STRING, t STRING";
  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = OutputFormat.class,
      names = {"ORC", "AVRO", "JSON", "CSV"})
  void everyValueIsReadBackAsItWas(OutputFormat format) throws Exception {
    List<Source> records = records();
    FilesPipeline parquet = new FilesPipeline(spark, folder.resolve("parquet"), COLUMNS);
    FilesPipeline other =
        new FilesPipeline(spark, folder.resolve("other"), COLUMNS, "format: " + format);

    StagedBatch expected = parquet.run(records, 2);
    StagedBatch batch = other.run(records, 2);

    assertThat(expected.counts().written()).isEqualTo(records.size());
    assertThat(batch.counts()).isEqualTo(expected.counts());
    assertThat(sorted(read(other, format, COLUMNS)))
        .containsExactlyElementsOf(sorted(read(parquet, OutputFormat.PARQUET, COLUMNS)));
    assertThat(other.problems()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = OutputFormat.class,
      names = {"ORC", "AVRO", "JSON"})
  void bytesAreReadBackAsTheyWere(OutputFormat format) throws Exception {
    FilesPipeline pipeline = new FilesPipeline(spark, folder, "bytes BINARY", "format: " + format);
    pipeline.run(List.of(new Source(0, 1, "{\"bytes\":\"AP8KIg==\"}")), 1);

    Row row = read(pipeline, format, "bytes BINARY").collectAsList().get(0);

    assertThat(row.<byte[]>getAs("bytes")).containsExactly(0, 0xFF, '\n', '"');
  }

  @Test
  void textHoldsOneLineForEachRowAndNothingElse() throws Exception {
    FilesPipeline pipeline = new FilesPipeline(spark, folder, "line STRING", "format: text");
    List<String> lines = List.of("{\"line\":\"a, b \"}", "{\"line\":\"\\u00e4\"}", "{}");

    StagedBatch batch = pipeline.run(sources(lines), 1);

    assertThat(batch.counts().written()).isEqualTo(3);
    assertThat(pipeline.published()).hasSize(1);
    assertThat(pipeline.published().get(0)).hasContent("a, b \n\u00e4\n\n");
    assertThat(pipeline.published().get(0).getFileName().toString()).endsWith(".txt");
  }

  @Test
  void textByDateAndColumnNeedsOnlyOneColumnBesides() throws Exception {
    FilesPipeline pipeline =
        new FilesPipeline(
            spark,
            folder,
            "ts TIMESTAMP, host STRING, line STRING",
            "format: text",
            "partition-by-date-of: ts",
            "partition-by: [host]");

    pipeline.run(
        sources(List.of("{\"ts\":\"2026-01-31T23:59:59Z\",\"host\":\"a\",\"line\":\"x\"}")), 1);

    Path file = pipeline.published().get(0);
    assertThat(pipeline.out().relativize(file.getParent())).hasToString("date=2026-01-31/host=a");
    assertThat(file).hasContent("x\n");
  }

  @Test
  void everyCsvFileBeginsWithAHeaderIfAsked() throws Exception {
    FilesPipeline pipeline =
        new FilesPipeline(
            spark,
            folder,
            "s STRING",
            "format: csv",
            "header: true",
            "max-rows-per-file: 2",
            "compression: none");
    pipeline.run(sources(List.of("{\"s\":\"a\"}", "{\"s\":\"b\"}", "{\"s\":\"c\"}")), 1);

    assertThat(pipeline.published())
        .hasSize(2)
        .allSatisfy(
            file ->
                assertThat(Files.readAllLines(file).get(0))
                    .isEqualTo("kafka_topic,kafka_partition,kafka_offset,kafka_timestamp,s"));
    Dataset<Row> rows =
        pipeline.reader(POSITION + "s STRING").option("header", true).csv(out(pipeline));
    assertThat(rows.select("s").orderBy("s").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void aTaskBeginsANewFileAfterTheMostRows(OutputFormat format) throws Exception {
    FilesPipeline pipeline =
        new FilesPipeline(spark, folder, "s STRING", "format: " + format, "max-rows-per-file: 10");

    StagedBatch batch = pipeline.run(sources(numbered(35)), 1);
    StagedBatch whole = pipeline.run(sources(numbered(20)), 1);

    assertThat(batch.output("files").files())
        .extracting(CommittedFile::rows)
        .containsExactlyInAnyOrder(10L, 10L, 10L, 5L);
    assertThat(whole.output("files").files())
        .extracting(CommittedFile::rows)
        .containsExactly(10L, 10L);
    assertThat(pipeline.published()).hasSize(6);
    assertThat(read(pipeline, format, "s STRING").count()).isEqualTo(55);
    assertThat(pipeline.problems()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void aBatchWithoutRowsWritesNoFile(OutputFormat format) throws Exception {
    FilesPipeline pipeline = new FilesPipeline(spark, folder, "s STRING", "format: " + format);

    StagedBatch batch = pipeline.run(List.of(new Source(0, 1, "not json")), 2);

    assertThat(batch.output("files").files()).isEmpty();
    assertThat(pipeline.published()).isEmpty();
    assertThat(spark.session().read().parquet(pipeline.deadLetters().toString()).count())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void compressionIsApplied(OutputFormat format, Compression compression) throws Exception {
    FilesPipeline pipeline =
        new FilesPipeline(
            spark, folder, "s STRING", "format: " + format, "compression: " + compression);

    pipeline.run(sources(numbered(500)), 1);

    assertThat(pipeline.published()).hasSize(1);
    assertThat(codec(format, pipeline.published().get(0))).isEqualTo(compression);
    assertThat(read(pipeline, format, "s STRING").distinct().count()).isEqualTo(500);
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void theClustersDefaultsDoNotDecide(OutputFormat format) throws Exception {
    Map<String, String> session =
        Map.of(
            "spark.sql.parquet.compression.codec", "gzip",
            "spark.sql.orc.compression.codec", "none",
            "spark.sql.avro.compression.codec", "bzip2",
            "spark.sql.jsonGenerator.ignoreNullFields", "false",
            "spark.sql.session.timeZone", "Asia/Tokyo");
    Configuration hadoop = spark.session().sparkContext().hadoopConfiguration();
    Map<String, String> before = new HashMap<>();
    session.keySet().forEach(key -> before.put(key, spark.session().conf().get(key)));
    FilesPipeline pipeline;
    try {
      session.forEach((key, value) -> spark.session().conf().set(key, value));
      hadoop.set("mapreduce.output.fileoutputformat.compress", "true");
      pipeline = new FilesPipeline(spark, folder, "s STRING", "format: " + format);
      pipeline.run(sources(List.of("{\"s\":\"a\"}")), 1);
    } finally {
      before.forEach((key, value) -> spark.session().conf().set(key, value));
      hadoop.unset("mapreduce.output.fileoutputformat.compress");
    }

    Path file = pipeline.published().get(0);
    assertThat(codec(format, file)).isEqualTo(format.compressions().get(0));
    if (format == OutputFormat.CSV) {
      assertThat(file).hasContent("access,0,0,2026-01-31T10:15:30.123000Z,a\n");
    }
  }

  private static Stream<Arguments> compressions() {
    return Arrays.stream(OutputFormat.values())
        .flatMap(format -> format.compressions().stream().map(c -> Arguments.of(format, c)));
  }

  private static Compression codec(OutputFormat format, Path file) throws IOException {
    Configuration hadoop = new Configuration();
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    String found =
        switch (format) {
          case PARQUET -> {
            try (var reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop))) {
              yield reader.getFooter().getBlocks().get(0).getColumns().get(0).getCodec().name();
            }
          }
          case ORC -> {
            try (var reader = OrcFile.createReader(path, OrcFile.readerOptions(hadoop))) {
              yield reader.getCompressionKind().name();
            }
          }
          case AVRO -> {
            try (var reader =
                new DataFileReader<>(file.toFile(), new GenericDatumReader<GenericRecord>())) {
              yield reader.getMetaString("avro.codec");
            }
          }
          case JSON, CSV, TEXT -> codecOfLines(file);
        };
    return switch (found) {
      case "UNCOMPRESSED", "null" -> Compression.NONE;
      case "zstandard" -> Compression.ZSTD;
      default -> Compression.valueOf(found.toUpperCase(Locale.ROOT));
    };
  }

  /** The codec by which another reader than Spark's makes lines of the file. */
  private static String codecOfLines(Path file) throws IOException {
    String name = file.getFileName().toString();
    try (var raw = Files.newInputStream(file);
        var in =
            name.endsWith(".gz")
                ? new GZIPInputStream(raw)
                : name.endsWith(".bz2") ? new BZip2CompressorInputStream(raw) : raw) {
      assertThat(new String(in.readAllBytes(), UTF_8)).matches("(?s).*[\"0-9,a-z{}]+\n");
    }
    return name.endsWith(".gz") ? "GZIP" : name.endsWith(".bz2") ? "BZIP2" : "NONE";
  }

  /** Reads as anybody does; CSV needs to be told that a value may have more than one line. */
  private static Dataset<Row> read(FilesPipeline pipeline, OutputFormat format, String columns) {
    return switch (format) {
      case TEXT -> pipeline.reader("value STRING").text(out(pipeline));
      case CSV ->
          pipeline
              .reader(POSITION + columns)
              .option("multiLine", true)
              .option("nullValue", "\u0001")
              .csv(out(pipeline));
      case PARQUET, ORC, AVRO, JSON ->
          pipeline.reader(POSITION + columns).format(format.toString()).load(out(pipeline));
    };
  }

  private static String out(FilesPipeline pipeline) {
    return pipeline.out().toString();
  }

  private static List<Row> sorted(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .sorted(Comparator.comparingLong(row -> row.<Long>getAs("kafka_offset")))
        .toList();
  }

  private static List<String> numbered(int rows) {
    return Stream.iterate(0, i -> i + 1).limit(rows).map(i -> "{\"s\":\"row " + i + "\"}").toList();
  }

  private static List<Source> sources(List<String> values) {
    List<Source> sources = new ArrayList<>();
    for (String value : values) {
      sources.add(new Source(0, sources.size(), value));
    }
    return sources;
  }

  private static List<Source> records() throws JsonProcessingException {
    List<Source> records = new ArrayList<>();
    List<String> texts = new ArrayList<>(HostileTexts.ALL);
    texts.add("");
    for (String text : texts) {
      String other = texts.get(texts.size() - 1 - records.size());
      records.add(
          new Source(0, records.size(), JSON.writeValueAsString(Map.of("s", text, "t", other))));
    }
    for (String numbers :
        List.of(
            "{}",
            "{\"i\":-2147483648,\"l\":-9223372036854775808,\"d\":4.9E-324,\"f\":1.4E-45,"
                + "\"b\":false,\"day\":\"1582-10-15\",\"amount\":-9999999999999999.9999,"
                + "\"ts\":\"1900-01-01T00:00:00.000001Z\"}",
            "{\"i\":2147483647,\"l\":9223372036854775807,\"d\":1.7976931348623157E308,"
                + "\"f\":3.4028235E38,\"b\":true,\"day\":\"9999-12-31\",\"amount\":0.0001,"
                + "\"ts\":\"9999-12-31T23:59:59.999999Z\"}",
            "{\"ts\":\"2026-03-29T02:30:00+01:00\",\"d\":-0.0,\"amount\":1000000000000}")) {
      records.add(new Source(1, records.size(), numbers));
    }
    return records;
  }
}
