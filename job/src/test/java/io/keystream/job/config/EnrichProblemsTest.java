package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Problems of reference data, found without any of it. */
class EnrichProblemsTest {
  private static final PipelineYaml HEAD =
      PipelineYaml.minimal()
          .section("parse", "format: json", "schema: \"user STRING, n INT, x DOUBLE\"");

  @Test
  void fillsInDefaults() {
    EnrichConfig config =
        HEAD.section(
                "enrich",
                "users:",
                "  files: {path: /ref/users, format: csv}",
                "  schema: \"id STRING, name STRING\"",
                "  keys: [user AS id]")
            .config()
            .enrich()
            .get("users");

    assertThat(config)
        .isEqualTo(
            new EnrichConfig(
                Optional.of(
                    new ReferenceFilesConfig("/ref/users", ReferenceFormat.CSV, false, ",")),
                Optional.empty(),
                "id STRING, name STRING",
                List.of("user AS id"),
                Optional.empty(),
                MissPolicy.NULLS,
                Optional.empty(),
                Duration.ofMinutes(10),
                1,
                1_000_000,
                256));
  }

  @Test
  void reportsEveryProblemAtOnceWithItsPlace() {
    String yaml =
        HEAD.text()
            + """
            enrich:
              none:
                schema: "id STRING"
                keys: [user AS id]
                on-miss: drop
              both:
                files: {path: /ref/a, format: json, header: true, delimiter: ";"}
                jdbc: {url: "jdbc:h2:x;password=secret", password-file: a, password-alias: b}
                schema: "id STRING, id INT, tags ARRAY<STRING>"
                keys: [id]
                min-rows: 5
                max-rows: 4
            transform:
              sql: SELECT nope FROM records
            """;

    assertThatThrownBy(() -> PipelineConfig.parse(yaml, "pipeline.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            Invalid configuration pipeline.yaml: 10 problems

            1. enrich.none (line 17)
               found:  none of them
               wanted: one of files, jdbc
               to do:  add one

            2. enrich.both (line 21)
               found:  files and jdbc
               wanted: one of files, jdbc
               to do:  make it two references

            3. enrich.both.files.header (line 22)
               found:  "true"
               wanted: no such key with format: json
               to do:  remove it, or set format: csv

            4. enrich.both.files.delimiter (line 22)
               found:  ";"
               wanted: no such key with format: json
               to do:  remove it, or set format: csv

            5. enrich.both.jdbc (line 23)
               found:  neither
               wanted: one of table, query
               to do:  add one

            6. enrich.both.jdbc.password-alias (line 23)
               found:  password-file beside it
               wanted: one of password-file, password-alias, password-variable
               to do:  remove one of the two

            7. enrich.both.jdbc.url (line 23)
               found:  a password in it
               wanted: a URL without a password
               to do:  take it out, change it, and name its place by password-file or password-alias

            8. enrich.both.schema (line 24)
               found:  id again
               wanted: every column once, whatever its case
               to do:  rename or remove one of the two

            9. enrich.both.schema (line 24)
               found:  tags ARRAY<STRING>
               wanted: columns of the types STRING, INT, BIGINT, DOUBLE, FLOAT, BOOLEAN, TIMESTAMP, DATE, BINARY, DECIMAL(p,s)
               to do:  change or remove the column

            10. enrich.both.min-rows (line 26)
               found:  "5"
               wanted: at most max-rows, 4
               to do:  lower min-rows, or raise max-rows
            """);
  }

  @Test
  void keysAreColumnsOfTheReferenceAndOfItsTypes() {
    assertThat(problems("schema: \"id STRING, v INT\"", "keys: [n AS id]"))
        .containsExactly(
            new Problem(
                "enrich.r.keys",
                20,
                "a key of the type that enrich.r.schema has: id STRING",
                "id INT",
                "write CAST(... AS STRING) AS id"));
    assertThat(problems("schema: \"d DOUBLE, v INT\"", "keys: [x AS d]"))
        .containsExactly(
            new Problem(
                "enrich.r.keys",
                20,
                "keys that are no DOUBLE or FLOAT",
                "d DOUBLE",
                "join by another column, or by a DECIMAL"));
    assertThat(problems("schema: \"id STRING, v INT\"", "keys: [user]"))
        .containsExactly(
            new Problem(
                "enrich.r.keys",
                20,
                "keys that are columns of the reference: id STRING, v INT",
                "\"user\", an unknown column",
                "name it as the reference does: <column of the row> AS <column of the"
                    + " reference>"));
    assertThat(problems("schema: \"id STRING, v INT\"", "keys: [nope AS id]"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("enrich.r.keys");
              assertThat(problem.found())
                  .contains("line 1, column 1")
                  .contains("`nope` cannot be resolved");
            });
    assertThat(problems("schema: \"id STRING, v INT\"", "keys: [uuid() AS id]"))
        .extracting(Problem::found)
        .containsExactly(
            "line 1, column 1: a function whose value is another each time, but a key of a"
                + " reference looks at one row only");
  }

  @Test
  void addedColumnsAreNew() {
    assertThat(problems("schema: \"id STRING, N INT\"", "keys: [user AS id]"))
        .containsExactly(
            new Problem(
                "enrich.r.schema",
                19,
                "no column that the row has already",
                "N",
                "write columns: [N AS another_name, ...]"));
    assertThat(problems("schema: \"id STRING\"", "keys: [user AS id]"))
        .extracting(Problem::wanted)
        .containsExactly("dead-letter or drop, because the reference has no columns but its keys");
    assertThat(problems("schema: \"id STRING, v INT\"", "keys: [user AS id]", "latest-by: changed"))
        .extracting(Problem::found)
        .containsExactly("\"changed\", an unknown column");
  }

  @Test
  void columnsCanBeRenamedOrNone() {
    PipelineYaml yaml =
        HEAD.section(
            "enrich",
            "renamed:",
            "  files: {path: /ref/a, format: csv}",
            "  schema: \"id STRING, N INT\"",
            "  keys: [user AS id]",
            "  columns: [N AS m]",
            "known:",
            "  files: {path: /ref/b, format: csv}",
            "  schema: \"id STRING\"",
            "  keys: [user AS id]",
            "  on-miss: drop");

    assertThat(yaml.config().enrich()).containsOnlyKeys("renamed", "known");
  }

  @Test
  void laterReferencesAndTheTransformSeeWhatWasAdded() {
    PipelineYaml yaml =
        HEAD.section(
            "enrich",
            "users:",
            "  files: {path: /ref/users, format: csv}",
            "  schema: \"id STRING, country STRING\"",
            "  keys: [user AS id]",
            "countries:",
            "  jdbc: {url: \"jdbc:h2:mem:x\", table: countries}",
            "  schema: \"code STRING, continent STRING\"",
            "  keys: [upper(country) AS code]");

    String transform = "transform: {sql: \"SELECT continent, n FROM records\"}\n";
    assertThat(PipelineConfig.parse(yaml.text() + transform, "test").enrich())
        .containsOnlyKeys("users", "countries");
    assertThat(Problems.of(yaml.text() + "validate: {a: continent = 'EU'}\n"))
        .extracting(Problem::path)
        .containsExactly("validate.a");
  }

  @Test
  void aSchemaIsCheckedAlsoWhereThatOfTheRecordsIsWrong() {
    assertThat(
            Problems.of(
                HEAD.section("parse", "format: json", "schema: \"nope\"")
                    .section(
                        "enrich",
                        "r:",
                        "  files: {path: /ref, format: csv}",
                        "  schema: \"id STRINGG\"",
                        "  keys: [user AS id]")
                    .text()))
        .extracting(Problem::path)
        .containsExactly("parse.schema", "enrich.r.schema");
  }

  private static List<Problem> problems(String... lines) {
    String section = String.join("\n  ", lines);
    return Problems.of(
        HEAD.section("enrich", "r:", "  files: {path: /ref, format: csv}", "  " + section).text());
  }
}
