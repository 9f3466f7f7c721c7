package io.keystream.job.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.SparkUpgradeException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files beside those of Spark's own writer, for the same rows. */
class FlatParquetTest {
  private static final StructType EVERY_TYPE =
      StructType.fromDDL(
          "a STRING NOT NULL, b BINARY, c TINYINT, d SMALLINT, e INT NOT NULL, f BIGINT, g FLOAT,"
              + " h DOUBLE, i BOOLEAN, j DATE, k TIMESTAMP NOT NULL, l TIMESTAMP_NTZ, m STRING");

  @SuppressWarnings("deprecation")
  private static final Encoding DICTIONARY = Encoding.PLAIN_DICTIONARY;

  private static SparkSession spark;

  @TempDir private Path folder;

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 20_001, 45_000})
  void rowsAndStatisticsAreThoseOfSparksWriter(int rows) throws Exception {
    long seed = Long.getLong("keystream.test.seed", System.nanoTime());
    System.out.println("-Dkeystream.test.seed=" + seed);
    Random random = new Random(seed);
    List<InternalRow> written = new ArrayList<>();
    int distinct = 1 + random.nextInt(2 * rows);
    for (int i = 0; i < rows; i++) {
      written.add(everyType(random, distinct));
    }

    Path ours = write(EVERY_TYPE, written);
    Path sparks = writeBySpark(EVERY_TYPE, written);

    assertThat(footer(ours).getFileMetaData().getSchema())
        .isEqualTo(footer(sparks).getFileMetaData().getSchema());
    assertThat(footer(ours).getFileMetaData().getKeyValueMetaData())
        .isEqualTo(footer(sparks).getFileMetaData().getKeyValueMetaData());
    for (boolean vectorized : new boolean[] {true, false}) {
      spark.conf().set("spark.sql.parquet.enableVectorizedReader", vectorized);
      assertThat(read(ours)).as("vectorized: %s", vectorized).isEqualTo(read(sparks));
    }
    spark.conf().unset("spark.sql.parquet.enableVectorizedReader");
    assertThat(onlyRowGroup(ours).getRowCount()).isEqualTo(rows);
    for (int column = 0; column < EVERY_TYPE.size(); column++) {
      ColumnChunkMetaData found = onlyRowGroup(ours).getColumns().get(column);
      ColumnChunkMetaData wanted = onlyRowGroup(sparks).getColumns().get(column);
      assertThat(found.getStatistics()).as(found.toString()).isEqualTo(wanted.getStatistics());
      assertThat(found.getValueCount()).isEqualTo(rows);
    }
  }

  @Test
  void aColumnHasADictionaryWhereThatMakesItSmaller() throws Exception {
    StructType type = StructType.fromDDL("few STRING, many STRING, kind INT, id BIGINT");
    List<InternalRow> rows = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      rows.add(row(text("value " + i % 100), text("value " + i), i % 7, (long) i));
    }

    BlockMetaData found = onlyRowGroup(write(type, rows));

    assertThat(encodings(found, 0)).contains(DICTIONARY).doesNotContain(Encoding.PLAIN);
    assertThat(encodings(found, 1)).doesNotContain(DICTIONARY);
    assertThat(encodings(found, 2)).contains(DICTIONARY).doesNotContain(Encoding.PLAIN);
    assertThat(encodings(found, 3)).doesNotContain(DICTIONARY);
  }

  @Test
  void aColumnGoesOnPlainWhereItsValuesBecomeMany() throws Exception {
    StructType type = StructType.fromDDL("s STRING");
    List<InternalRow> rows = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      rows.add(row(text(i < 20_000 ? "same" : "value " + i)));
    }

    Path file = write(type, rows);

    assertThat(encodings(onlyRowGroup(file), 0)).contains(DICTIONARY, Encoding.PLAIN);
    assertThat(read(file).get(0)).isEqualTo("[same]");
    assertThat(read(file).get(59_999)).isEqualTo("[value 59999]");
  }

  @Test
  void partsOfAFileAreSkippedByTheirStatistics() throws Exception {
    List<InternalRow> rows = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      rows.add(row((long) i, text(String.format("%06d", i))));
    }
    Path file = write(StructType.fromDDL("id BIGINT, s STRING"), rows);

    assertThat(spark.read().parquet(file.toString()).where("id = 70000 and s = '070000'").count())
        .isEqualTo(1);
    try (ParquetFileReader reader = open(file)) {
      var index = reader.readColumnIndex(reader.getRowGroups().get(0).getColumns().get(0));
      assertThat(index.getMinValues()).hasSize(5);
    }
  }

  @Test
  void aFileHasRowGroupsOfItsOwnSizeEachWithItsOwnDictionaries() throws Exception {
    StructType type = StructType.fromDDL("id BIGINT, s STRING, b BOOLEAN");
    Configuration configuration = prepared(type).getConfiguration();
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(folder.toString(), "groups");
    List<InternalRow> rows = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      rows.add(row((long) i, i % 3 == 0 ? null : text("group " + i / 20_000), i % 2 == 0));
    }

    write(FlatParquet.of(spark, type, configuration).open(file, configuration, 1_000), rows);

    assertThat(footer(Path.of(file.toString())).getBlocks())
        .extracting(BlockMetaData::getRowCount)
        .containsExactly(20_000L, 20_000L, 10_000L);
    List<String> found = read(Path.of(file.toString()));
    for (int i = 0; i < rows.size(); i++) {
      String text = i % 3 == 0 ? "null" : "group " + i / 20_000;
      assertThat(found.get(i)).isEqualTo("[" + i + ", " + text + ", " + (i % 2 == 0) + "]");
    }
  }

  @Test
  void aFileWithoutRowsCanBeRead() throws Exception {
    Path file = write(EVERY_TYPE, List.of());

    assertThat(spark.read().parquet(file.toString()).schema()).isEqualTo(asNullable(EVERY_TYPE));
    assertThat(read(file)).isEmpty();
  }

  @Test
  void aNullInARequiredColumnIsNamed() {
    assertThatThrownBy(
            () -> write(StructType.fromDDL("a INT NOT NULL"), List.of(row(1), row(new Object[1]))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Column a has a null although it is declared NOT NULL");
  }

  @Test
  void aDateThatCalendarsDisagreeOnIsRefusedAsSparkDoes() {
    assertThatThrownBy(() -> write(StructType.fromDDL("a DATE"), List.of(row(-141_428))))
        .isInstanceOf(SparkUpgradeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a DECIMAL(20,2)", "a ARRAY<INT>", "a STRUCT<b: INT>", "a INT, b MAP<INT, INT>"})
  void columnsOfOtherTypesAreLeftToSpark(String columns) throws Exception {
    StructType type = StructType.fromDDL(columns);

    assertThat(FlatParquet.of(spark, type, prepared(type).getConfiguration())).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "parquet.bloom.filter.enabled#a, true",
    "parquet.crypto.factory.class, some.Factory",
    "parquet.enable.dictionary, false",
    "parquet.writer.version, v2"
  })
  void whatIsTunedIsLeftToSpark(String key, String value) throws Exception {
    StructType type = StructType.fromDDL("a STRING");
    Configuration tuned = prepared(type).getConfiguration();
    assertThat(FlatParquet.of(spark, type, tuned)).isNotNull();
    tuned.set(key, value);

    assertThat(FlatParquet.of(spark, type, tuned)).isNull();
  }

  private static InternalRow everyType(Random random, int distinct) {
    Object[] values = {
      text("text " + random.nextInt(distinct)),
      Integer.toString(random.nextInt(distinct)).getBytes(java.nio.charset.StandardCharsets.UTF_8),
      (byte) random.nextInt(),
      (short) random.nextInt(distinct),
      random.nextInt(distinct),
      random.nextLong(),
      random.nextInt(20) == 0 ? Float.NaN : random.nextInt(distinct) / 4f,
      random.nextInt(20) == 0 ? -0.0 : random.nextGaussian(),
      random.nextBoolean(),
      random.nextInt(20_000),
      random.nextInt(distinct) * 1_000_000L,
      random.nextLong() >>> 20,
      text("\u00e4".repeat(random.nextInt(100)))
    };
    for (int i = 0; i < values.length; i++) {
      if (EVERY_TYPE.apply(i).nullable() && random.nextInt(4) == 0) {
        values[i] = null;
      }
    }
    return row(values);
  }

  private static InternalRow row(Object... values) {
    return new GenericInternalRow(values);
  }

  private static UTF8String text(String text) {
    return UTF8String.fromString(text);
  }

  private static StructType asNullable(StructType type) {
    return type.asNullable();
  }

  private Path write(StructType type, List<InternalRow> rows) throws IOException {
    Configuration configuration = prepared(type).getConfiguration();
    Path file = folder.resolve("ours.parquet");
    write(
        FlatParquet.of(spark, type, configuration)
            .open(new org.apache.hadoop.fs.Path(file.toString()), configuration),
        rows);
    return file;
  }

  private Path writeBySpark(StructType type, List<InternalRow> rows) throws IOException {
    Job job = job();
    OutputWriterFactory factory = prepare(job, type);
    TaskAttemptID attempt = new TaskAttemptID("x", 0, TaskType.MAP, 0, 0);
    Path file = folder.resolve("sparks.parquet");
    write(
        factory.newInstance(
            file.toString(), type, new TaskAttemptContextImpl(job.getConfiguration(), attempt)),
        rows);
    return file;
  }

  private static void write(OutputWriter writer, List<InternalRow> rows) {
    rows.forEach(writer::write);
    writer.close();
  }

  private static Job prepared(StructType type) throws IOException {
    Job job = job();
    prepare(job, type);
    return job;
  }

  private static Job job() throws IOException {
    return Job.getInstance(new Configuration(spark.sparkContext().hadoopConfiguration()));
  }

  private static OutputWriterFactory prepare(Job job, StructType type) {
    return new ParquetFileFormat()
        .prepareWrite(spark, job, scala.collection.immutable.Map$.MODULE$.empty(), type);
  }

  private static List<String> read(Path file) {
    return spark.read().parquet(file.toString()).collectAsList().stream()
        .map(FlatParquetTest::describe)
        .toList();
  }

  private static String describe(Row row) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = row.get(i);
      values[i] = value instanceof byte[] bytes ? Arrays.toString(bytes) : value;
    }
    return Arrays.toString(values);
  }

  private static Set<Encoding> encodings(BlockMetaData rowGroup, int column) {
    return rowGroup.getColumns().get(column).getEncodings();
  }

  private static BlockMetaData onlyRowGroup(Path file) throws IOException {
    List<BlockMetaData> rowGroups = footer(file).getBlocks();
    assertThat(rowGroups).hasSize(1);
    return rowGroups.get(0);
  }

  private static ParquetMetadata footer(Path file) throws IOException {
    try (ParquetFileReader reader = open(file)) {
      return reader.getFooter();
    }
  }

  private static ParquetFileReader open(Path file) throws IOException {
    return ParquetFileReader.open(
        HadoopInputFile.fromPath(
            new org.apache.hadoop.fs.Path(file.toString()), new Configuration()));
  }
}
