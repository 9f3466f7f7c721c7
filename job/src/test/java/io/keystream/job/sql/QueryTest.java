package io.keystream.job.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
  private static final StructType VIEW =
      StructType.fromDDL(
          "kafka_offset BIGINT NOT NULL, ts TIMESTAMP, status INT, path STRING, tags ARRAY<STRING>");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT kafka_offset, status FROM records | kafka_offset BIGINT,status INT",
        "SELECT STATUS AS s FROM Records; | s INT",
        "SELECT path, count(*) AS hits FROM records GROUP BY path | path STRING,hits BIGINT",
        "SELECT a.path FROM records a JOIN records b USING (ts) | path STRING",
        "WITH r AS (SELECT path FROM records) SELECT * FROM r | path STRING",
        "WITH records AS (SELECT path AS p FROM records) SELECT p FROM records | p STRING",
        "SELECT path FROM records WHERE status = (SELECT max(status) FROM records) | path STRING",
        "SELECT rank() OVER (PARTITION BY path ORDER BY ts) AS r FROM records | r INT",
        "SELECT explode(tags) AS tag FROM records | tag STRING",
        "SELECT struct(status AS s) AS c, map('a', 1) AS m FROM records"
            + " | c STRUCT<s: INT>,m MAP<STRING, INT>",
        "SELECT uuid() AS id, current_timestamp() AS at FROM records | id STRING,at TIMESTAMP",
        "SELECT CAST(path AS INT) AS i, ts + INTERVAL 1 DAY AS d FROM records | i INT,d TIMESTAMP"
      })
  void tellsTheColumnsOfTheResultAllNullable(String sql, String columns) {
    assertThat(Query.columns(sql, VIEW, UserFunctions.NONE).toDDL()).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT stats FROM records | line 1, column 8: [UNRESOLVED_COLUMN.WITH_SUGGESTION]",
        "SELECT stats FROM records | Did you mean one of the following? [`status`, ",
        "SELECT path,\\n  status +\\n  nope(ts)\\nFROM records | line 3, column 3: [UNRESOLVED_ROUTINE]",
        "SELECT path FORM records | line 1, column 18: [PARSE_SYNTAX_ERROR]",
        "SELECT path FROM records; DROP TABLE x | line 1, column 27: [PARSE_SYNTAX_ERROR]",
        "SELECT path\\nFROM other | line 2, column 6: [TABLE_OR_VIEW_NOT_FOUND]",
        "SELECT path FROM db.records | line 1, column 18: [TABLE_OR_VIEW_NOT_FOUND]",
        "SELECT * FROM parquet.`/data` | line 1, column 15: [TABLE_OR_VIEW_NOT_FOUND]",
        "SELECT path, count(*) FROM records | [MISSING_GROUP_BY]",
        "SELECT path + tags AS x FROM records | line 1, column 8: [DATATYPE_MISMATCH.",
        "SELECT 1 AS one | line 1, column 1: the query does not read records",
        "SELECT path, status AS PATH FROM records | two columns of the result are called PATH: rename one with AS",
        "SELECT NULL AS x FROM records | column x of the result has the type VOID, which cannot be written: CAST it",
        "SELECT array(INTERVAL 1 DAY) AS x FROM records | column x of the result has the type ARRAY<INTERVAL DAY>",
        "INSERT INTO x SELECT path FROM records | line 1, column 1: a command, InsertIntoStatement, not a query",
        "CREATE TABLE x AS SELECT path FROM records | line 1, column 1: a command, CreateTableAsSelect, not a query",
        "CACHE TABLE records | line 1, column 1: a command, CacheTable, not a query",
        "SET spark.sql.ansi.enabled = true | Unsupported SQL statement",
        "SELECT TRANSFORM(path) USING 'cat' AS (x) FROM records | a command, ScriptTransformation, not a query",
        "SELECT * FROM STREAM(records) | line 1, column 22: [UNRESOLVED_COLUMN.WITHOUT_SUGGESTION]"
      })
  void refuses(String sql, String reason) {
    assertThatThrownBy(() -> Query.columns(sql.replace("\\n", "\n"), VIEW, UserFunctions.NONE))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesTextThatIsNestedWithoutEnd() {
    String sql = "SELECT " + "NOT ".repeat(5_000) + "true AS x FROM records";

    assertThatThrownBy(() -> Query.columns(sql, VIEW, UserFunctions.NONE))
        .isInstanceOf(SqlException.class)
        .hasMessage("nested too deeply");
  }

  @Test
  void messagesHaveOneLine() {
    assertThatThrownBy(() -> Query.columns("SELECT * FROM other", VIEW, UserFunctions.NONE))
        .hasMessageMatching("line 1, column 15: .*");
  }
}
