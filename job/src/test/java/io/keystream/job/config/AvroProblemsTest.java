package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of Avro schemas and registries that are wrong. */
class AvroProblemsTest {
  private static final String SCHEMA =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | com.fasterxml.jackson.core.io.JsonEOFException: Unexpected end-of-input",
        "\"int\" | a schema of type int",
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[]} | a record without fields",
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"r\",\"type\":\"R\"}]} | "
            + "Found recursive reference in Avro schema, which can not be processed by Spark",
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"r\",\"type\":\"nothing\"}]} | "
            + "\"nothing\" is not a defined name."
      })
  void refusesWhatIsNoRecordOfColumns(String schema, String found) {
    assertThat(problems("avro-schema: '" + schema + "'"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("parse.avro-schema");
              assertThat(problem.wanted())
                  .isEqualTo("an Avro schema of type record, as JSON, whose fields can be columns");
              assertThat(problem.found()).startsWith(found);
            });
  }

  @Test
  void refusesATypeThatIsNoColumn() {
    assertThat(problems("avro-schema: '" + SCHEMA.replace("\"int\"", "\"null\"") + "'"))
        .extracting(Problem::path, Problem::found)
        .contains(tuple("parse.avro-schema", "a VOID"));
  }

  @Test
  void wantsASchemaInOnePlace() throws IOException {
    Files.writeString(folder.resolve("r.avsc"), SCHEMA);

    assertThat(problems())
        .extracting(Problem::path, Problem::wanted, Problem::remedy)
        .containsExactly(
            tuple(
                "parse.avro-schema",
                "an Avro schema, because of format: avro",
                "add it, such as avro-schema-file: events.avsc"));
    assertThat(problems("avro-schema: '" + SCHEMA + "'", "avro-schema-file: r.avsc"))
        .extracting(Problem::path, Problem::wanted, Problem::found)
        .containsExactly(
            tuple("parse.avro-schema-file", "one of the two", "it beside parse.avro-schema"));
    assertThat(problems("avro-schema-file: none.avsc"))
        .extracting(Problem::path, Problem::found, Problem::remedy)
        .containsExactly(
            tuple(
                "parse.avro-schema-file",
                "no readable file " + Path.of("none.avsc").toAbsolutePath(),
                "put it there"));
  }

  @Test
  void theTextOfAFileCountsAndNotItsNameOnly() throws IOException {
    Path pipeline = folder.resolve("pipeline.yaml");
    Files.writeString(pipeline, yaml("avro-schema-file: r.avsc").text());
    Files.writeString(folder.resolve("r.avsc"), SCHEMA);
    PipelineConfig before = PipelineConfig.load(pipeline);
    Files.writeString(folder.resolve("r.avsc"), SCHEMA.replace("int", "long"));
    PipelineConfig after = PipelineConfig.load(pipeline);

    assertThat(before.parse().columns().toDDL()).isEqualTo("a INT NOT NULL");
    assertThat(after.parse().columns().toDDL()).isEqualTo("a BIGINT NOT NULL");
    assertThat(after.canonical()).isNotEqualTo(before.canonical());
    assertThat(after.includedFiles()).containsExactly("r.avsc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "username: u | username: no such key without registry.urls; password-file: a value, because of username",
        "urls: ['http://r:1'];username: u;password-file: p | username: https, because of this key; password-file: https, because of this key",
        "urls: ['https://r:1'];password-file: p | username: a value, because of password-file",
        "urls: ['https://r:1'];truststore: store | truststore: a file whose extension tells its format: .pem .crt .cer .jks .p12 .pfx",
        "urls: ['https://u:p@r:1'] | urls[0]: a URL such as https://registry.example.com:8081, without user, query and slash at the end"
      })
  void checksTheRegistry(String keys, String wanted) {
    List<String> registry = Arrays.stream(keys.split(";", -1)).map(key -> "  " + key).toList();

    assertThat(
            String.join(
                "; ",
                problems(
                        "avro-schema: '" + SCHEMA + "'",
                        "registry:\n" + String.join("\n", registry))
                    .stream()
                    .map(p -> p.path().replace("parse.registry.", "") + ": " + p.wanted())
                    .toList()))
        .isEqualTo(wanted);
  }

  @Test
  void acceptsARegistryThatIsProtected() {
    RegistryConfig registry =
        yaml(
                "avro-schema: '" + SCHEMA + "'",
                "registry:",
                "  urls: ['https://r:1', 'https://r/api/v1/confluent']",
                "  username: u",
                "  password-file: registry.password",
                "  truststore: /a/ca.pem")
            .config()
            .parse()
            .registry();

    assertThat(registry.urls().orElseThrow()).hasSize(2);
    assertThat(registry.passwordFile()).contains("registry.password");
  }

  private static List<Problem> problems(String... keys) {
    return Problems.of(yaml(keys).text());
  }

  private static PipelineYaml yaml(String... keys) {
    return PipelineYaml.minimal()
        .section("parse", "format: avro\n" + String.join("\n", keys) + "\n");
  }
}
