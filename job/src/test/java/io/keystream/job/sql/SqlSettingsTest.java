package io.keystream.job.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The defaults of a cluster that has changed all it could. */
class SqlSettingsTest {
  private static SparkSession cluster;

  @BeforeAll
  static void startSpark() {
    cluster =
        SparkSession.builder()
            .master("local[2]")
            .appName("test")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.session.timeZone", "America/New_York")
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.caseSensitive", "true")
            .config("spark.sql.timestampType", "TIMESTAMP_NTZ")
            .config("spark.sql.legacy.timeParserPolicy", "LEGACY")
            .config("spark.sql.legacy.castComplexTypesToString.enabled", "true")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    cluster.stop();
  }

  @Test
  void decideNothing() {
    SparkSession session = SqlSettings.newSession(cluster);

    Row row =
        session
            .sql(
                """
                SELECT CAST('x' AS INT) AS cast,
                  CAST(TIMESTAMP'2026-01-31 23:00:00Z' AS STRING) AS time,
                  typeof(TIMESTAMP'2026-01-31 23:00:00') AS type,
                  to_date('2026-1-1', 'yyyy-MM-dd') AS date,
                  CAST(array(1, NULL) AS STRING) AS list,
                  N AS n
                FROM VALUES (2147483647) AS t(n)
                """)
            .first();

    assertThat(row.mkString("|"))
        .isEqualTo("null|2026-01-31 23:00:00|timestamp|null|[1, null]|2147483647");
    assertThat(cluster.conf().get("spark.sql.ansi.enabled")).isEqualTo("true");
  }

  @Test
  void shufflesIntoAsManyTasksAsThereAreCores() {
    assertThat(SqlSettings.newSession(cluster).conf().get("spark.sql.shuffle.partitions"))
        .isEqualTo("2");
  }
}
