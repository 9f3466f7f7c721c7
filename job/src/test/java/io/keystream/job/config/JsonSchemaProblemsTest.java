package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON Schemas that cannot be held to are refused, never half understood. */
class JsonSchemaProblemsTest {
  private static final String VALID =
      "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"string\",\"oneOf\":[]} | \"oneOf\" at /properties/a/oneOf",
        "{\"$ref\":\"#/x\"} | no type at /properties/a/type",
        "{\"type\":[\"string\",\"integer\"]} | [\"string\",\"integer\"] at /properties/a/type",
        "{\"type\":\"string\",\"minimum\":1} | \"minimum\" at /properties/a/minimum",
        "{\"type\":\"string\",\"format\":\"email\"} | \"email\" at /properties/a/format",
        "{\"type\":\"string\",\"pattern\":\"(\"} | \"(\" at /properties/a/pattern",
        "{\"type\":\"string\",\"enum\":[1]} | 1 at /properties/a/enum",
        "{\"type\":\"string\",\"maxLength\":-1} | -1 at /properties/a/maxLength",
        "{\"type\":\"string\",\"format\":\"date\",\"minLength\":1} | enum, const, pattern or a length at"
            + " /properties/a",
        "{\"type\":\"integer\",\"maximum\":\"9\"} | \"9\" at /properties/a/maximum",
        "{\"type\":\"array\"} | none at /properties/a/items",
        "{\"type\":\"object\"} | none at /properties/a/properties",
        "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"x/y\":{\"type\":\"null\"}}}} |"
            + " \"null\" at /properties/a/items/properties/x~1y/type"
      })
  void refusesWhatItCannotHoldTo(String a, String found) {
    String schema = VALID.replace("{\"type\":\"string\"}", a);

    assertThat(problems("json-schema: '" + schema + "'"))
        .extracting(problem -> problem.path() + "|" + problem.found())
        .containsExactly("parse.json-schema|" + found);
  }

  @Test
  void reportsAllAtOnce() {
    assertThat(
            problems(
                "json-schema: '"
                    + "{\"type\":\"object\",\"required\":[\"b\"],\"minProperties\":1,"
                    + "\"additionalProperties\":{},\"properties\":{\"a\":{\"type\":\"x\"}}}'"))
        .extracting(Problem::found)
        .containsExactlyInAnyOrder(
            "\"minProperties\" at /minProperties",
            "\"x\" at /properties/a/type",
            "\"b\" at /required",
            "{} at /additionalProperties");
  }

  @Test
  void wantsAnObjectInJson() {
    assertThat(problems("json-schema: '{'")).extracting(Problem::wanted).containsExactly("JSON");
    assertThat(problems("json-schema: '{\"type\":\"array\"}'"))
        .extracting(Problem::wanted)
        .containsExactly("a schema with \"type\": \"object\", whose properties become the columns");
  }

  @Test
  void goesWithoutAnotherSchemaAndWithoutStrict() {
    assertThat(problems("json-schema: '" + VALID + "'", "schema: a STRING", "strict: true"))
        .extracting(Problem::wanted, Problem::found)
        .containsExactlyInAnyOrder(
            tuple("one of schema and json-schema", "both"),
            tuple("\"additionalProperties\": false instead of strict", "strict: true"));
  }

  private static List<Problem> problems(String... keys) {
    return Problems.of(
        PipelineYaml.minimal().section("parse", "format: json\n" + String.join("\n", keys)).text());
  }
}
