package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of a pipeline that are there, and those that are not. */
class FunctionProblemsTest {
  private static final String MASK =
      "public class Mask implements UDF1<String, String> {"
          + " public String call(String text) { return text == null ? null : \"x\"; } }";

  @TempDir private Path folder;

  @Test
  void areFoundInTheirJarAndUsableInRulesAndTransform() throws Exception {
    Path jar = FunctionJars.make(folder, "Mask", MASK);
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    PipelineConfig config =
        yaml(jar, "cover: com.example.Mask", "cents: com.example.Mask RETURNS DECIMAL(9, 2)")
            .section("validate", "masked: cover(path) = 'x'")
            .section("transform", "sql: SELECT cover(path) AS m, cents(path) AS c FROM records")
            .config();

    assertThat(config.jars().orElseThrow()).containsExactly(jar.toString());
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void theSqlThatUsesThemIsCheckedAsAlways() throws Exception {
    Path jar = FunctionJars.make(folder, "Mask", MASK);

    assertThat(
            problems(
                yaml(jar, "cover: com.example.Mask")
                    .section("validate", "two: cover(path, path) = 'x'", "text: cover(path)")
                    .section("transform", "sql: SELECT covr(path) AS m FROM records")))
        .extracting(Problem::path, Problem::found)
        .satisfiesExactly(
            two -> assertThat(two.toList().toString()).contains("validate.two", "line 1, column 1"),
            text ->
                assertThat(text)
                    .isEqualTo(
                        tuple(
                            "validate.text",
                            "line 1, column 1: a value of type STRING, not BOOLEAN")),
            transform ->
                assertThat(transform.toList().toString())
                    .contains("transform.sql", "line 1, column 8", "`covr`"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cover: com.example.Missing | Can not load class com.example.Missing",
        "cover: java.lang.String | implement any UDF interface",
        "cover: com.example.Mask RETURNS NOTHING | Unsupported data type",
        "cover: com.example.Mask STRING | neither a class nor a class and a type",
        "upper: com.example.Mask | Spark has a function upper"
      })
  void refusesWhatIsNoFunction(String declaration, String found) throws Exception {
    Path jar = FunctionJars.make(folder, "Mask", MASK);

    List<Problem> problems =
        problems(
            yaml(jar, declaration).section("transform", "sql: SELECT cover(path) FROM records"));

    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("functions." + declaration.split(":", 2)[0]);
              assertThat(problem.found()).contains(found).doesNotContain("\n");
              assertThat(problem.remedy())
                  .isEqualTo("correct the class or its name, or add its jar to jars");
            });
  }

  @Test
  void aJarThatIsNotThereIsReported() {
    assertThat(problems(PipelineYaml.minimal().section("jars", "- none.jar")))
        .extracting(Problem::path, Problem::found, Problem::remedy)
        .containsExactly(
            tuple(
                "jars",
                "no readable file " + Path.of("none.jar").toAbsolutePath(),
                "put it there"));
  }

  @Test
  void namesAreThoseOfSql() {
    assertThat(problems(PipelineYaml.minimal().section("functions", "my-mask: com.example.Mask")))
        .extracting(Problem::wanted)
        .containsExactly("a name: at most 63 lower-case letters, digits and underscores");
  }

  private static PipelineYaml yaml(Path jar, String... functions) {
    return PipelineYaml.minimal().section("jars", "- " + jar).section("functions", functions);
  }

  private static List<Problem> problems(PipelineYaml yaml) {
    return Problems.of(yaml.text());
  }
}
