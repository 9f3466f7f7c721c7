package io.keystream.job.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowPredicateTest {
  private static final StructType COLUMNS =
      StructType.fromDDL("status INT, path STRING, ts TIMESTAMP");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "status BETWEEN 100 AND 599 | true",
        "STATUS > 500 | false",
        "ts IS NOT NULL | false",
        "ts > TIMESTAMP'2026-01-01' | null",
        "nvl(status, 0) = 200 | true",
        "path LIKE ALL ('/%', '%x') | true",
        "CAST(path AS INT) > 0 | null",
        "status / 0 > 1 | null",
        "exists(split(path, '/'), part -> part = 'x') | true"
      })
  void isEvaluatedForARow(String sql, String value) {
    Expression condition = RowPredicate.of(sql, COLUMNS, UserFunctions.NONE);
    InternalRow row =
        new GenericInternalRow(new Object[] {200, UTF8String.fromString("/a/x"), null});

    assertThat(String.valueOf(condition.eval(row))).isEqualTo(value);
    assertThat(Predicate.create(condition).eval(row)).isEqualTo(value.equals("true"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "stats > 1 | line 1, column 1: [UNRESOLVED_COLUMN.WITH_SUGGESTION]",
        "status > 1\\n  AND pth = 'x' | line 2, column 7: [UNRESOLVED_COLUMN.WITH_SUGGESTION]",
        "status > | line 1, column 9: [PARSE_SYNTAX_ERROR]",
        "status > 1 AND | line 1, column 1: a condition with a name after it, AND",
        "status > 1; DROP TABLE x | line 1, column 11: [PARSE_SYNTAX_ERROR]",
        "nope(status) | line 1, column 1: [UNRESOLVED_ROUTINE]",
        "status | line 1, column 1: a value of type INT, not BOOLEAN",
        "null | line 1, column 1: a value of type VOID, not BOOLEAN",
        "* | [INVALID_USAGE_OF_STAR_OR_REGEX]",
        "count(*) > 1 | an aggregate, window or generator, but a rule looks at one row only",
        "rank() OVER (ORDER BY ts) = 1 | an aggregate, window or generator, but a rule looks at one row only",
        "explode(split(path, '/')) = 'x' | [UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS]",
        "status = (SELECT max(status) FROM records) | a subquery, but a rule looks at one row only",
        "status IN (SELECT 1) | a subquery, but a rule looks at one row only",
        "EXISTS (SELECT 1) | a subquery, but a rule looks at one row only",
        "rand() < 0.5 | a function whose value is another each time, but a rule looks at one row only",
        "ts < now() | a function whose value is another each time, but a rule looks at one row only",
        "current_user() = 'x' | a function whose value is another each time, but a rule looks at one row only"
      })
  void refuses(String sql, String reason) {
    assertThatThrownBy(() -> RowPredicate.of(sql.replace("\\n", "\n"), COLUMNS, UserFunctions.NONE))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining(reason);
  }
}
