package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

class HiveProblemsTest {
  private static final String TABLE = "  table: logs.access";
  private static final String METASTORE =
      "  metastore: [\"thrift://m1:9083\", \"thrift://m2:9083\"]";

  @Test
  void isRead() {
    HiveTableConfig hive =
        PipelineYaml.minimal()
            .files(
                "partition-by: [method]",
                "hive:",
                TABLE,
                METASTORE,
                "  principal: hive/_HOST@EXAMPLE.COM")
            .config()
            .allOutputs()
            .get("files")
            .files()
            .flatMap(FilesOutputConfig::hive)
            .orElseThrow();

    assertThat(hive.database()).isEqualTo("logs");
    assertThat(hive.name()).isEqualTo("access");
    assertThat(hive.principal()).contains("hive/_HOST@EXAMPLE.COM");
    assertThat(hive).hasToString("logs.access at thrift://m1:9083, thrift://m2:9083");
  }

  @Test
  void isForPartitions() {
    Problem problem = Problems.only(PipelineYaml.minimal().files("hive:", TABLE, METASTORE).text());

    assertThat(problem.path()).isEqualTo("output.files.hive");
    assertThat(problem.wanted())
        .isEqualTo(
            "partition-by-date-of or partition-by beside it: only partitions are registered");
    assertThat(problem.found()).isEqualTo("neither");
  }

  @Test
  void everyColumnIsOneThatHiveReads() {
    String yaml =
        PipelineYaml.minimal()
            .section(
                "output",
                "columns: [\"status\", \"status + 1 AS `next one`\", \"make_dt_interval(1) AS gap\"]",
                "files:",
                "  path: /data/logs",
                "  partition-by: [status]",
                "  hive:",
                "  " + TABLE,
                "  " + METASTORE)
            .text();

    assertThat(Problems.of(yaml))
        .extracting(Problem::path, Problem::wanted, Problem::found)
        .containsExactly(
            tuple(
                "output.files.hive",
                "columns that Hive can read",
                "the name \"next one\", which has more than letters, digits and _"),
            tuple(
                "output.files.hive",
                "columns that Hive can read",
                "gap INTERVAL DAY TO SECOND, which Hive cannot read in parquet"));
  }

  @Test
  void namesLookAsTheyHaveTo() {
    String yaml =
        PipelineYaml.minimal()
            .files(
                "partition-by: [method]",
                "hive:",
                "  table: access",
                "  metastore: [\"m1:9083\"]",
                "  principal: hive@EXAMPLE.COM")
            .text();

    assertThat(Problems.of(yaml))
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "output.files.hive.table",
            "output.files.hive.metastore[0]",
            "output.files.hive.principal");
  }
}
