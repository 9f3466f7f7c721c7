package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Problems of rules and transforms, found without Spark running. */
class SqlProblemsTest {
  /** Sixteen lines; what a test adds begins in line 17. */
  private static final PipelineYaml HEAD =
      PipelineYaml.minimal()
          .section("parse", "format: access-log", "keep-raw: true")
          .files("partition-by-date-of: time");

  @Test
  void reportsEveryProblemAtOnceWithItsPlace() {
    String yaml =
        HEAD.text()
            + """
            validate:
              known-status: statu BETWEEN 100 AND 599
              kept: octet_length(raw) > 0 AND kafka_offset >= 0
              many: count(*) > 1
              Upper: status > 1
              number: 5
              kept: status > 1
            transform:
              sql: |
                SELECT remote_host,
                  nope(path) AS x
                FROM records
              sqll: x
            """;

    assertThatThrownBy(() -> PipelineConfig.parse(yaml, "pipeline.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            Invalid configuration pipeline.yaml: 7 problems

            1. validate.known-status (line 18)
               found:  line 1, column 1: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column or function parameter with name `statu` cannot be resolved. Did you mean one of the following? [`status`, `path`, `raw`, `time`, `bytes`].
               wanted: a BOOLEAN expression in Spark SQL over the columns of one row
               to do:  correct the SQL

            2. validate.many (line 20)
               found:  line 1, column 1: an aggregate, window or generator, but a rule looks at one row only
               wanted: a BOOLEAN expression in Spark SQL over the columns of one row
               to do:  correct the SQL

            3. validate (line 21)
               found:  the text "Upper"
               wanted: a name: at most 63 lower-case letters, digits and dashes, a letter first, such as access-logs
               to do:  correct the name

            4. validate.number (line 22)
               found:  the number "5"
               wanted: a text
               to do:  put the value into quotes

            5. validate.kept (line 23)
               found:  the name again
               wanted: every name once
               to do:  rename or remove one of the two

            6. transform.sql (line 25)
               found:  line 2, column 3: [UNRESOLVED_ROUTINE] Cannot resolve function `nope` on search path [`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`].
               wanted: a query in Spark SQL over the view records
               to do:  correct the SQL

            7. transform.sqll (line 29)
               found:  an unknown key
               wanted: one of sql
               to do:  did you mean "sql"?
            """);
  }

  @Test
  void theDateColumnIsOneOfTheTransformsResult() {
    assertThat(onlyProblem("transform: {sql: \"SELECT status, time AS at FROM records\"}\n"))
        .isEqualTo(
            new Problem(
                "output.files.partition-by-date-of",
                16,
                "a TIMESTAMP column: at",
                "\"time\", an unknown column",
                "name one of these, or remove the key"));
    assertThat(
            onlyProblem("transform: {sql: \"SELECT CAST(time AS DATE) AS time FROM records\"}\n"))
        .isEqualTo(
            new Problem(
                "output.files.partition-by-date-of",
                16,
                "a TIMESTAMP column; there is none",
                "\"time\", of type DATE",
                "remove the key"));
    String computed = "transform: {sql: \"SELECT date_trunc('day', time) AS time FROM records\"}\n";
    assertThat(PipelineConfig.parse(HEAD.text() + computed, "test").transform().sql()).isPresent();
  }

  @Test
  void theResultHasNoColumnThatTheFoldersAreNamedBy() {
    assertThat(onlyProblem("transform: {sql: \"SELECT time, status AS Date FROM records\"}\n"))
        .isEqualTo(
            new Problem(
                "output.files.partition-by-date-of",
                16,
                "no column date, because folders are called date=",
                "a column date",
                "rename the column, or remove the key"));
  }

  @Test
  void refusesRulesThatAreNone() {
    assertThat(onlyProblem("validate: {}\n").found()).isEqualTo("an empty section");
    assertThat(onlyProblem("validate: status > 1\n").found()).isEqualTo("the text \"status > 1\"");
    assertThat(onlyProblem("validate:\n").found()).isEqualTo("no value");
    assertThat(onlyProblem("validate: {a: {b: c}}\n").found()).isEqualTo("a section");
    assertThat(onlyProblem("validate: {[a]: b}\n").found()).isEqualTo("a list");
  }

  @Test
  void sqlIsLeftAloneWhereTheColumnsAreUnknown() {
    String yaml =
        HEAD.section("parse", "format: json", "schema: \"time TIMESTAMP,\"").text()
            + "validate: {a: x > 1}\ntransform: {sql: \"SELECT x FROM records\"}\n";

    assertThat(Problems.of(yaml)).extracting(Problem::path).containsExactly("parse.schema");
  }

  private static Problem onlyProblem(String sections) {
    List<Problem> problems = Problems.of(HEAD.text() + sections);
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }
}
