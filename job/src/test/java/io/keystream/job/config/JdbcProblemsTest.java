package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcProblemsTest {
  private static final String[] VALID = {
    "jdbc:", "  url: jdbc:postgresql://db:5432/logs?sslmode=verify-full", "  table: public.access"
  };

  @Test
  void fillsInDefaults() {
    JdbcOutputConfig jdbc =
        PipelineConfig.parse(PipelineYaml.minimal().section("output", VALID).text(), "test")
            .allOutputs()
            .get("jdbc")
            .jdbc()
            .orElseThrow();

    assertThat(jdbc.mode()).isEqualTo(JdbcMode.APPEND);
    assertThat(jdbc.batchSize()).isEqualTo(1000);
    assertThat(jdbc.writers()).isEqualTo(1);
    assertThat(jdbc.progressTable()).isEqualTo("keystream_progress");
    assertThat(jdbc.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(jdbc.socketTimeout()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void reportsEveryProblemAtOnce() {
    String yaml =
        PipelineYaml.minimal()
            .section(
                "output",
                "columns: [status, \"array(status) AS list\"]",
                "jdbc:",
                "  url: jdbc:derby://db/logs",
                "  password-file: db.password",
                "  password-alias: db",
                "  table: access",
                "  mode: upsert",
                "  writers: 2",
                "  keys: [status, path, status]",
                "  progress-table: access")
            .text();

    assertThat(Problems.of(yaml))
        .extracting(Problem::path, Problem::wanted, Problem::found)
        .containsExactlyInAnyOrder(
            tuple(
                "output.jdbc.driver",
                "the class of the driver, because of this url",
                "no such key"),
            tuple(
                "output.jdbc.mode",
                "append, because of this url; upsert works with PostgreSQL, H2, MySQL and MariaDB",
                "\"upsert\""),
            tuple(
                "output.jdbc.password-alias",
                "one of password-file, password-alias, password-variable",
                "password-file beside it"),
            tuple("output.jdbc.user", "a user, because of the password", "no such key"),
            tuple(
                "output.jdbc.writers",
                "1, because of mode: upsert: with several, rows of one key come in no order",
                "\"2\""),
            tuple("output.jdbc.progress-table", "another table than table", "\"access\""),
            tuple(
                "output.jdbc.table",
                "columns of the types STRING, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE,"
                    + " DECIMAL(p,s), BOOLEAN, TIMESTAMP, DATE, BINARY",
                "list ARRAY<INT>"),
            tuple(
                "output.jdbc.keys",
                "columns that are written: status, list",
                "\"path\", an unknown column"),
            tuple("output.jdbc.keys[2]", "every entry once", "\"status\" again"));
  }

  @Test
  void keysGoWithUpsertOnly() {
    assertThat(Problems.of(jdbc("  keys: [status]")))
        .extracting(Problem::path, Problem::wanted, Problem::found)
        .containsExactly(tuple("output.jdbc.keys", "no keys with mode: append", "\"[status]\""));
    assertThat(Problems.of(jdbc("  mode: upsert")))
        .extracting(Problem::path, Problem::wanted, Problem::found)
        .containsExactly(tuple("output.jdbc.keys", "columns, because of mode: upsert", "none"));
  }

  @Test
  void aProviderIsForAnAlias() {
    assertThat(Problems.of(jdbc("  credential-provider: jceks://hdfs/user/k/secrets.jceks")))
        .extracting(Problem::path, Problem::wanted, Problem::found)
        .containsExactly(
            tuple("output.jdbc.credential-provider", "password-alias beside it", "no such key"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/logs?user=me",
        "jdbc:postgresql://db/logs?ssl=true&password=s3cret",
        "jdbc:postgresql://me:s3cret@db/logs",
        "jdbc:mysql://db/logs?sslmode=x&trustCertificateKeyStorePassword=s3cret",
        "jdbc:sqlserver://db:1433;databaseName=logs;pwd=s3cret",
        "jdbc:oracle:thin:me/s3cret@//db:1521/logs",
        "postgresql://me:s3cret@db/logs"
      })
  void refusesSecretsInTheUrlAndDoesNotRepeatThem(String url) {
    String yaml =
        PipelineYaml.minimal()
            .section("output", VALID)
            .replace("jdbc:postgresql://db:5432/logs?sslmode=verify-full", "\"" + url + "\"")
            .text();

    assertThat(Problems.of(yaml))
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).isEqualTo("output.jdbc.url"))
        .satisfies(problem -> assertThat(problem.toString()).doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db1:5432,db2:5432/logs?targetServerType=primary&sslmode=verify-full",
        "jdbc:h2:tcp://db:9092/~/logs;LOCK_TIMEOUT=1000",
        "jdbc:sqlserver://db:1433;databaseName=logs;encrypt=true",
        "jdbc:oracle:thin:@//db:1521/logs"
      })
  void takesUrlsWithoutSecrets(String url) {
    String yaml =
        PipelineYaml.minimal()
            .section("output", VALID)
            .replace("jdbc:postgresql://db:5432/logs?sslmode=verify-full", "\"" + url + "\"")
            .text();

    assertThat(PipelineConfig.parse(yaml, "test").targets()).isEqualTo("public.access at " + url);
  }

  private static String jdbc(String line) {
    return PipelineYaml.minimal().section("output", VALID[0], VALID[1], VALID[2], line).text();
  }
}
