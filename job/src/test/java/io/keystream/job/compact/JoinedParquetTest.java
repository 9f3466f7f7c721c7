package io.keystream.job.compact;

import static org.apache.parquet.filter2.predicate.FilterApi.eq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.output.LocalSpark;
import io.keystream.job.parquet.FlatParquet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.DictionaryPageReadStore;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files one after another, with the footer that makes them one, to all that read Parquet. */
class JoinedParquetTest {
  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  private static final int FILES = 4;
  private static final int ROWS = 30_000;

  @TempDir private Path folder;

  @AfterEach
  void readAsByDefault() {
    spark.session().conf().unset("spark.sql.parquet.enableVectorizedReader");
    spark.session().conf().unset("spark.sql.files.maxPartitionBytes");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filesOfSparksWriterWithEverythingAFooterCanName(boolean vectorized) throws Exception {
    spark.session().conf().set("spark.sql.parquet.enableVectorizedReader", vectorized);
    assertReadAsBefore(join("joined", filesOfSpark()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filesOfTheProjectsWriter(boolean vectorized) throws Exception {
    spark.session().conf().set("spark.sql.parquet.enableVectorizedReader", vectorized);
    assertReadAsBefore(join("joined", ownFiles()));
  }

  @Test
  void filesThatWereJoinedAreJoinedAgain() throws Exception {
    List<Path> files = filesOfSpark();

    Path pair = join("pair", files.subList(0, 2));
    Path triple = join("triple", List.of(files.get(2), pair));
    assertReadAsBefore(join("all", List.of(triple, files.get(3))));
  }

  @Test
  void tasksThatShareAFileReadEachRowGroupOnce() throws Exception {
    Path joined = join("joined", filesOfSpark());
    spark.session().conf().set("spark.sql.files.maxPartitionBytes", "10000");

    Dataset<Row> rows = read(joined);

    assertThat(rows.javaRDD().getNumPartitions()).isGreaterThan(20);
    assertRows(rows);
  }

  @Test
  void columnIndexesLeadToTheRightPages() throws Exception {
    Path joined = join("joined", filesOfSpark());
    long wanted = 3L * ROWS + 17_000;

    ParquetReadOptions options =
        ParquetReadOptions.builder()
            .withRecordFilter(FilterCompat.get(eq(longColumn("id"), wanted)))
            .useColumnIndexFilter()
            .build();
    try (ParquetFileReader reader = ParquetFileReader.open(input(joined), options)) {
      PageReadStore found = reader.readNextFilteredRowGroup();
      assertThat(found.getRowCount()).isPositive().isLessThan(5_000);
      assertThat(found.getPageReader(reader.getFileMetaData().getSchema().getColumns().get(0)))
          .isNotNull();
      assertThat(reader.readNextFilteredRowGroup()).isNull();
    }
  }

  @Test
  void bloomFiltersAndDictionariesAreFound() throws Exception {
    Path joined = join("joined", filesOfSpark());

    int dictionaries = 0;
    try (ParquetFileReader reader = ParquetFileReader.open(input(joined))) {
      for (BlockMetaData group : reader.getRowGroups()) {
        ColumnChunkMetaData key = group.getColumns().get(1);
        BloomFilter filter = reader.readBloomFilter(key);
        long first = (long) group.getColumns().get(0).getStatistics().genericGetMin();
        assertThat(filter.findHash(filter.hash(binary("key-" + first)))).isTrue();
        assertThat(filter.findHash(filter.hash(binary("no such key")))).isFalse();
        assertThat(group.getOrdinal()).isEqualTo(dictionaries);
        DictionaryPageReadStore store = reader.getDictionaryReader(dictionaries++);
        DictionaryPage dictionary =
            store.readDictionaryPage(reader.getFileMetaData().getSchema().getColumns().get(2));
        assertThat(dictionary.getDictionarySize()).isEqualTo(10);
      }
      assertThat(reader.getRowGroups()).hasSizeGreaterThan(FILES);
    }
  }

  @Test
  void whatIsNoPlainParquetIsNoPart() throws Exception {
    Path file = Files.writeString(folder.resolve("x.parquet"), "a".repeat(40) + "PARE");

    assertThatThrownBy(() -> footer(file))
        .hasMessage("ends with other bytes than PAR1: it is encrypted, or not Parquet");
    Files.writeString(file, "short");
    assertThatThrownBy(() -> footer(file))
        .hasMessage("has 5 bytes, which is too short for Parquet");
    Files.writeString(file, "a".repeat(40) + "PAR1");
    assertThatThrownBy(() -> footer(file)).hasMessageStartingWith("says that its footer has ");
  }

  @Test
  void filesOfOtherColumnsOrMetadataAreOfAnotherKind() throws Exception {
    Path own = ownFiles().get(0);
    Path other = write("other", StructType.fromDDL("id BIGINT"), List.of(row(1L)));

    assertThat(footer(own).kind()).isEqualTo(footer(ownFiles().get(1)).kind());
    assertThat(footer(own).kind()).isNotEqualTo(footer(other).kind());
  }

  @Test
  void aReaderInSparkThatListedBeforeFails() throws Exception {
    CommittedRows committed = new CommittedRows(folder.resolve("ledger"));
    List<Path> files = ownFiles();
    for (Path file : files) {
      committed.commit(ROWS, Files.move(file, committed.next("", 0, ".parquet")));
    }
    committed.commit(0);
    Dataset<Row> listedBefore = spark.session().read().parquet(committed.output.toString());

    assertThat(committed.compact().joined()).hasSize(1);

    assertThat(committed.visible()).hasSize(1);
    assertThatThrownBy(listedBefore::count).hasStackTraceContaining("FileNotFoundException");
    assertRows(spark.session().read().parquet(committed.output.toString()));
    assertThat(committed.verify().problems()).isEmpty();
  }

  private void assertReadAsBefore(Path joined) {
    assertRows(read(joined));
    for (long id : new long[] {0, ROWS - 1, ROWS, 2L * ROWS + 12_345, (long) FILES * ROWS - 1}) {
      Dataset<Row> found = read(joined).where("id = " + id + " AND key = 'key-" + id + "'");
      assertThat(found.collectAsList()).extracting(Row::toString).containsExactly(text(id));
    }
    assertThat(read(joined).where("kind = 'kind 3' AND id < " + ROWS).count()).isEqualTo(ROWS / 10);
    assertThat(read(joined).where("id BETWEEN 29000 AND 31000").count()).isEqualTo(2001);
    assertThat(read(joined).where("key = 'none'").count()).isZero();
  }

  private static void assertRows(Dataset<Row> rows) {
    List<String> found = rows.collectAsList().stream().map(Row::toString).sorted().toList();
    List<String> wanted = new ArrayList<>();
    for (long id = 0; id < (long) FILES * ROWS; id++) {
      wanted.add(text(id));
    }
    wanted.sort(null);
    assertThat(found.equals(wanted)).as("the same %d rows", wanted.size()).isTrue();
  }

  private static String text(long id) {
    return "[" + id + ",key-" + id + ",kind " + id % 10 + "," + (id % 7 == 0 ? null : id / 7) + "]";
  }

  private static Dataset<Row> read(Path file) {
    return spark.session().read().parquet(file.toString());
  }

  /** Several row groups and many pages each, dictionaries, bloom filters and column indexes. */
  private List<Path> filesOfSpark() throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      Path written = folder.resolve("spark-" + i);
      spark
          .session()
          .range((long) i * ROWS, (i + 1L) * ROWS, 1, 1)
          .selectExpr(
              "id",
              "concat('key-', id) AS key",
              "concat('kind ', id % 10) AS kind",
              "if(id % 7 = 0, null, id div 7) AS seventh")
          .write()
          .options(
              Map.of(
                  "parquet.block.size", "200000",
                  "parquet.page.row.count.limit", "1000",
                  "parquet.bloom.filter.enabled#key", "true",
                  "parquet.bloom.filter.expected.ndv#key", "20000"))
          .parquet(written.toString());
      try (Stream<Path> parts = Files.list(written)) {
        files.add(
            parts.filter(part -> part.toString().endsWith(".parquet")).findFirst().orElseThrow());
      }
    }
    return files;
  }

  private List<Path> ownFiles() throws Exception {
    StructType type = StructType.fromDDL("id BIGINT, key STRING, kind STRING, seventh BIGINT");
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      List<InternalRow> rows = new ArrayList<>();
      for (long id = (long) i * ROWS; id < (i + 1L) * ROWS; id++) {
        rows.add(row(id, utf8("key-" + id), utf8("kind " + id % 10), id % 7 == 0 ? null : id / 7));
      }
      files.add(write("own-" + i + "-" + System.nanoTime(), type, rows));
    }
    return files;
  }

  private Path write(String name, StructType type, List<InternalRow> rows) throws Exception {
    Job job = Job.getInstance(new Configuration());
    OutputWriterFactory factory =
        new ParquetFileFormat()
            .prepareWrite(
                spark.session(), job, scala.collection.immutable.Map$.MODULE$.empty(), type);
    assertThat(factory).isNotNull();
    Configuration configuration = job.getConfiguration();
    Path file = folder.resolve(name + ".parquet");
    OutputWriter writer =
        FlatParquet.of(spark.session(), type, configuration)
            .open(new org.apache.hadoop.fs.Path(file.toString()), configuration);
    for (InternalRow row : rows) {
      writer.write(row);
    }
    writer.close();
    return file;
  }

  private Path join(String name, List<Path> files) throws IOException {
    List<ParquetFooter> footers = new ArrayList<>();
    Path joined = folder.resolve(name + ".parquet");
    try (OutputStream out = Files.newOutputStream(joined)) {
      for (Path file : files) {
        footers.add(footer(file));
        Files.copy(file, out);
      }
      out.write(JoinedParquet.footer(footers));
    }
    return joined;
  }

  private static ParquetFooter footer(Path file) throws IOException {
    return ParquetFooter.read(
        new org.apache.hadoop.fs.Path(file.toString()),
        Files.size(file),
        CommittedRows.configuration());
  }

  private static HadoopInputFile input(Path file) throws IOException {
    return HadoopInputFile.fromPath(
        new org.apache.hadoop.fs.Path(file.toString()), new Configuration());
  }

  private static org.apache.parquet.io.api.Binary binary(String text) {
    return org.apache.parquet.io.api.Binary.fromString(text);
  }

  private static UTF8String utf8(String text) {
    return UTF8String.fromString(text);
  }

  private static InternalRow row(Object... values) {
    return new GenericInternalRow(values);
  }
}
