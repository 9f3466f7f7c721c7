package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a section {@code parse} that is wrong. */
class ParseProblemsTest {
  /** The first line of the section's keys in a minimal pipeline. */
  private static final int FIRST = 11;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "format: raw;schema: a INT | schema | \"a INT\" | no such key with format: raw, whose columns are fixed | remove it, or set format: json or csv or regex or key-value",
        "format: raw;pattern: x | pattern | \"x\" | no such key with format: raw | remove it, or set format: access-log or regex",
        "format: access-log;schema: a INT;pattern: '%h' | schema | \"a INT\" | no such key with format: access-log | remove it, or set format: json or csv or regex or key-value",
        "format: json;schema: a INT;delimiter: '!' | delimiter | \"!\" | no such key with format: json | remove it, or set format: csv",
        "format: json;schema: a INT;null-value: '' | null-value | \"\" | no such key with format: json | remove it, or set format: csv",
        "format: key-value;schema: a INT;quote: '!' | quote | \"!\" | no such key with format: key-value | remove it, or set format: csv",
        "format: csv;schema: a INT;pair-delimiter: '!' | pair-delimiter | \"!\" | no such key with format: csv | remove it, or set format: key-value",
        "format: csv;schema: a INT;strict: false | strict | \"false\" | no such key with format: csv | remove it, or set format: json or key-value",
        "format: raw;keep-raw: true | keep-raw | \"true\" | false with format: raw, whose column value holds the bytes already | remove it",
        "format: csv | schema | no such key | columns, because of format: csv | add it, such as schema: \"ts TIMESTAMP, user STRING\"",
        "format: key-value | schema | no such key | columns, because of format: key-value | add it, such as schema: \"ts TIMESTAMP, user STRING\"",
        "format: regex | pattern | no such key | a regular expression, because of format: regex | add it, such as pattern: '(?<user>\\S+) (?<text>.*)'",
        "format: csv;schema: a INT;delimiter: ab | delimiter | the text \"ab\" | one ASCII character, no line break, such as \"`;`\" or \"\\t\" | correct the value",
        "format: csv;schema: a INT;delimiter: '\"' | quote | \"\"\" | another character than parse.delimiter | choose another",
        "format: csv;schema: a INT;null-value: 'a,b' | null-value | \"a,b\" | a text that a field without quotes can hold: no delimiter, quote or line break | choose another",
        "format: csv;schema: a INT;null-value: \"a\\nb\" | null-value | \"a\\nb\" | a text that a field without quotes can hold: no delimiter, quote or line break | choose another",
        "format: key-value;schema: a INT;pair-delimiter: '=' | key-delimiter | \"=\" | another character than parse.pair-delimiter | choose another",
        "format: key-value;schema: a INT;pair-delimiter: '\"' | pair-delimiter | \"\"\" | a character that is neither \" nor \\ | choose another",
        "format: key-value;schema: a INT;key-delimiter: '\\' | key-delimiter | \"\\\" | a character that is neither \" nor \\ | choose another",
        "format: csv;schema: a MAP<INT,INT> | schema | a MAP<INT, INT> | columns of the types STRING, INT, BIGINT, DOUBLE, FLOAT, BOOLEAN, TIMESTAMP, DATE, BINARY, DECIMAL(p,s) | change or remove the column",
        "format: regex;pattern: '(?<a>x' | pattern | \"(?<a>x\": Unclosed group near character 7 | a regular expression as java.util.regex.Pattern reads it | correct the pattern",
        "format: regex;pattern: (x)\\(?<y> | pattern | \"(x)\\(?<y>\" | named groups, such as (?<user>\\S+), which become the columns | name the groups: letters and digits, a letter first",
        "format: regex;pattern: (?<user>x)(?<User>y) | pattern | User again | every column once, whatever its case | rename or remove one of the two",
        "format: regex;pattern: (?<raw>x);keep-raw: true | pattern | raw | no column raw, because of keep-raw: true | rename the column, or set keep-raw: false",
        "format: access-log;pattern: x | pattern | \"x\" | at least one directive, such as %h | correct the pattern",
        "format: access-log;pattern: '%h 5%' | pattern | a lone % at character 5 | directives such as %h or %{Referer}i | write %% for a percent sign",
        "format: access-log;pattern: '%h%u' | pattern | %h%u | a text between any two directives, which tells where the first one ends | write a space or another text between them",
        "format: access-log;pattern: '%s %>s' | pattern | column status of both %s and %>s | every column once | remove one of the two",
        "format: access-log;pattern: '%{X-Id}i %{x_id}i' | pattern | column request_header_x_id of both %{X-Id}i and %{x_id}i | every column once | remove one of the two"
      })
  void reports(String keys, String key, String found, String wanted, String remedy) {
    List<Problem> problems = problems(keys.split(";(?=[a-z-]+: )"));

    assertThat(problems).hasSize(1);
    Problem problem = problems.get(0);
    assertThat(problem.path()).isEqualTo("parse." + key);
    assertThat(problem.found()).isEqualTo(found);
    assertThat(problem.wanted()).isEqualTo(wanted.replace("`", ""));
    assertThat(problem.remedy()).isEqualTo(remedy);
  }

  @Test
  void reportsEveryGroupAndColumnThatHasNoPartnerWithTheNearestName() {
    List<Problem> problems =
        problems(
            "format: regex",
            "pattern: (?<user>a)(?<amount>b)(?<ip>c)(?<at>d)",
            "schema: at STRING, usr STRING, amount INT, somethingElse STRING");

    assertThat(problems)
        .containsExactly(
            new Problem(
                "parse.pattern",
                FIRST + 1,
                "groups that are columns of parse.schema: at, usr, amount, somethingElse",
                "group user",
                "did you mean \"usr\"?"),
            new Problem(
                "parse.pattern",
                FIRST + 1,
                "groups that are columns of parse.schema: at, usr, amount, somethingElse",
                "group ip",
                "add the column, or make the group (?:...)"),
            new Problem(
                "parse.schema",
                FIRST + 2,
                "columns that are groups of parse.pattern: user, amount, ip, at",
                "column usr",
                "did you mean \"user\"?"),
            new Problem(
                "parse.schema",
                FIRST + 2,
                "columns that are groups of parse.pattern: user, amount, ip, at",
                "column somethingElse",
                "remove the column, or name a group so"));
  }

  @Test
  void refusesAColumnCalledAsOneOfTheMetadataThatIsIncluded() {
    PipelineYaml yaml = pipeline("format: json", "schema: kafka_key STRING, KAFKA_HEADERS INT");

    assertThat(yaml.config().parse().columns().size()).isEqualTo(2);
    assertThat(Problems.of(yaml.section("metadata", "key: string", "headers: true").text()))
        .extracting(Problem::wanted, Problem::found)
        .containsExactly(
            tuple("no column kafka_key, which every row has already", "kafka_key"),
            tuple("no column kafka_headers, which every row has already", "KAFKA_HEADERS"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\n\"", "\"\\r\"", "\"\\0\"", "''", "\u00a7"})
  void refusesADelimiterThatIsNoByteOfALine(String delimiter) {
    List<Problem> problems = problems("format: csv", "schema: a INT", "delimiter: " + delimiter);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).path()).isEqualTo("parse.delimiter");
    assertThat(problems.get(0).wanted())
        .isEqualTo("one ASCII character, no line break, such as \";\" or \"\\t\"");
  }

  @Test
  void reportsEveryDirectiveWithoutAColumn() {
    List<Problem> problems = problems("format: access-log", "pattern: '%h %Z %{}i %{sec}t'");

    assertThat(problems)
        .extracting(Problem::found)
        .containsExactly("%Z at character 4", "%{}i at character 7", "%{sec}t at character 12");
    assertThat(problems.get(0).wanted())
        .startsWith("directives that have a column: %h %l %u %t %r %s %b %{Referer}i")
        .endsWith(" %{...}i %{...}o %{...}C %{...}e %{...}n %{...}x");
    assertThat(problems.get(0).remedy())
        .isEqualTo("remove it, or set format: regex and a regular expression");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format: csv;schema: a INT;delimiter: \"\\x01\";quote: \"'\";null-value: NA;keep-raw: true",
        "format: key-value;schema: a INT;pair-delimiter: \"\\t\";key-delimiter: ':';strict: true",
        "format: regex;pattern: (?<user>x)(?<userName>y)",
        "format: access-log;pattern: '%a %A %B %{c}a %{us}T %U %q %{remote}p %X \"%{referer}i\"'"
      })
  void acceptsWhatIsRight(String keys) {
    assertThat(pipeline(keys.split(";")).config().name()).isEqualTo("logs");
  }

  private static List<Problem> problems(String... keys) {
    return Problems.of(pipeline(keys).text());
  }

  private static PipelineYaml pipeline(String... keys) {
    return PipelineYaml.minimal().section("parse", keys);
  }
}
