package io.keystream.job.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.keystream.job.config.OutputFormat;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.common.FileUtils;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed for Hive. */
class HiveDdlTest {
  private static final StructType FOLDERS =
      new StructType()
          .add("date", DataTypes.DateType)
          .add("country", DataTypes.StringType)
          .add("express", DataTypes.BooleanType);

  @Test
  void parquetKeepsEveryType() {
    HiveLayout layout =
        layout(
            OutputFormat.PARQUET,
            "s STRING, b TINYINT, h SMALLINT, i INT, l BIGINT, f FLOAT, d DOUBLE, o BOOLEAN,"
                + " t TIMESTAMP, n TIMESTAMP_NTZ, y DATE, x BINARY, m DECIMAL(12,2),"
                + " a ARRAY<INT>, p MAP<STRING,BIGINT>, r STRUCT<u: INT, v: ARRAY<DATE>>");

    assertThat(ddl("logs.orders", layout))
        .isEqualTo(
            """
            -- Apache Hive reads TIMESTAMP in these files from version 4.0 on; ORC in any.
            -- express BOOLEAN is string in the name of a folder: 'true', 'false'
            CREATE EXTERNAL TABLE IF NOT EXISTS `logs`.`orders` (
              `s` string,
              `b` tinyint,
              `h` smallint,
              `i` int,
              `l` bigint,
              `f` float,
              `d` double,
              `o` boolean,
              `t` timestamp,
              `n` timestamp,
              `y` date,
              `x` binary,
              `m` decimal(12,2),
              `a` array<int>,
              `p` map<string,bigint>,
              `r` struct<u:int,v:array<date>>
            )
            PARTITIONED BY (`date` date, `country` string, `express` string)
            STORED AS PARQUET
            LOCATION '/data/orders';
            """);
  }

  @Test
  void jsonSaysWhatIsText() {
    HiveLayout layout =
        layout(OutputFormat.JSON, "t TIMESTAMP, x BINARY, a ARRAY<TIMESTAMP>, i INT");

    assertThat(ddl("orders", layout))
        .isEqualTo(
            """
            -- For Hive 2: SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'.
            -- t TIMESTAMP is string: such as 2026-01-31T10:15:30.000000Z
            -- x BINARY is string: Base64
            -- a ARRAY<TIMESTAMP> is array<string>
            -- express BOOLEAN is string in the name of a folder: 'true', 'false'
            CREATE EXTERNAL TABLE IF NOT EXISTS `orders` (
              `t` string,
              `x` string,
              `a` array<string>,
              `i` int
            )
            PARTITIONED BY (`date` date, `country` string, `express` string)
            ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.JsonSerDe'
            STORED AS TEXTFILE
            LOCATION '/data/orders';
            """);
  }

  @Test
  void csvIsTextWithoutFolders() {
    HiveLayout layout =
        new HiveLayout(
            OutputFormat.CSV, StructType.fromDDL("i INT, t TIMESTAMP"), new StructType());

    assertThat(new HiveDdl("orders", layout, "hdfs://ns1/data/orders", true).text())
        .isEqualTo(
            """
            -- Hive reads every column of CSV as a string, and NULL as an empty one: CAST it.
            -- A value with a line break becomes two rows: choose another format for such.
            CREATE EXTERNAL TABLE IF NOT EXISTS `orders` (
              `i` string,
              `t` string
            )
            ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
            WITH SERDEPROPERTIES ('separatorChar' = ',', 'quoteChar' = '"', 'escapeChar' = '\\\\')
            STORED AS TEXTFILE
            LOCATION 'hdfs://ns1/data/orders'
            TBLPROPERTIES ('skip.header.line.count' = '1');
            """);
  }

  @Test
  void textTakesTheWholeLine() {
    HiveLayout layout =
        new HiveLayout(OutputFormat.TEXT, StructType.fromDDL("line STRING"), new StructType());

    assertThat(ddl("lines", layout))
        .isEqualTo(
            """
            -- A line \\N is NULL.
            CREATE EXTERNAL TABLE IF NOT EXISTS `lines` (
              `line` string
            )
            ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe'
            WITH SERDEPROPERTIES ('serialization.last.column.takes.rest' = 'true')
            STORED AS TEXTFILE
            LOCATION '/data/orders';
            """);
  }

  @Test
  void avroHasTheSchemaOfItsFiles() {
    HiveLayout layout =
        new HiveLayout(
            OutputFormat.AVRO, StructType.fromDDL("t TIMESTAMP, h SMALLINT"), new StructType());

    assertThat(ddl("orders", layout))
        .isEqualTo(
            """
            -- t TIMESTAMP is bigint: microseconds since 1970, in UTC
            -- h SMALLINT is int
            CREATE EXTERNAL TABLE IF NOT EXISTS `orders` (
              `t` bigint,
              `h` int
            )
            STORED AS AVRO
            LOCATION '/data/orders'
            TBLPROPERTIES ('avro.schema.literal' = '{"type":"record","name":"topLevelRecord",\
            "fields":[{"name":"t","type":[{"type":"long","logicalType":"timestamp-micros"},"null"]},\
            {"name":"h","type":["int","null"]}]}');
            """);
  }

  @Test
  void commentsAreEscaped() {
    StructType columns =
        new StructType()
            .add("a", DataTypes.StringType, true, "it's a \\ back\nslash; -- no end")
            .add("select", DataTypes.LongType);

    String ddl = ddl("t", new HiveLayout(OutputFormat.ORC, columns, new StructType()));

    assertThat(ddl)
        .contains(
            "  `a` string COMMENT 'it\\'s a \\\\ back\\nslash; -- no end',\n  `select` bigint\n)");
    assertThat(new SparkSqlParser().parsePlan(ddl.strip().replaceFirst(";$", "")).toString())
        .contains("CreateTable");
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void isAStatementOfWhichSparkReadsTheSameTypes(OutputFormat format) {
    String columns =
        format == OutputFormat.TEXT ? "line STRING" : "line STRING, t TIMESTAMP, i INT";
    HiveLayout layout = layout(format, columns);
    String ddl = ddl("logs.orders", layout);

    assertThatCode(() -> new SparkSqlParser().parsePlan(ddl.strip().replaceFirst(";$", "")))
        .doesNotThrowAnyException();
    for (HiveColumn column : layout.fileColumns()) {
      DataType read = new CatalystSqlParser().parseDataType(column.type());
      assertThat(HiveTypes.plain(read)).contains(column.type());
    }
  }

  @Test
  void problemsNameEachColumn() {
    StructType columns =
        StructType.fromDDL("`count(1)` BIGINT, A INT, a INT, t INTERVAL DAY TO SECOND, n VOID");

    assertThat(new HiveLayout(OutputFormat.PARQUET, columns, FOLDERS).problems())
        .containsExactly(
            "the name \"count(1)\", which has more than letters, digits and _",
            "a again, which is the same to Hive whatever its case",
            "t INTERVAL DAY TO SECOND, which Hive cannot read in parquet",
            "n VOID, which Hive cannot read in parquet");
    assertThat(layout(OutputFormat.AVRO, "m DECIMAL(12,2), i INT").problems())
        .containsExactly("m DECIMAL(12,2), which Hive cannot read in avro");
    assertThat(layout(OutputFormat.ORC, "r STRUCT<`a b`: INT>").problems())
        .containsExactly("r STRUCT<`a b`: INT>, which Hive cannot read in orc");
  }

  @Test
  void capitalsAreToldWhereHiveDoesNotFindThem() {
    assertThat(layout(OutputFormat.ORC, "userId INT, n INT").notes())
        .contains("Hive may not find columns with capitals in orc: rename userId.");
    assertThat(layout(OutputFormat.PARQUET, "userId INT").notes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {".replayed", "_temporary"})
  void foldersThatAreNotDataAreHiddenFromHive(String name) {
    assertThat(FileUtils.HIDDEN_FILES_PATH_FILTER.accept(new Path("/data/orders", name))).isFalse();
  }

  private static HiveLayout layout(OutputFormat format, String columns) {
    return new HiveLayout(format, StructType.fromDDL(columns), FOLDERS);
  }

  private static String ddl(String table, HiveLayout layout) {
    return new HiveDdl(table, layout, "/data/orders", false).text();
  }
}
