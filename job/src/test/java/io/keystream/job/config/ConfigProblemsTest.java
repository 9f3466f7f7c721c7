package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigProblemsTest {
  private static final String VALID =
      """
      name: logs
      home: /user/k/logs
      source:
        kafka:
          bootstrap-servers: [b1:9093]
          topics: [access]
          security:
            auth: keytab
            keytab: k.keytab
            principal: k@REALM
            truststore:
              location: ca.pem
      parse:
        format: json
        schema: "ts TIMESTAMP, user STRING"
      output:
        files:
          path: /data/logs
          partition-by-date-of: ts
      """;

  @Test
  void reportsEveryProblemAtOnceInTheOrderOfTheLines() {
    String yaml =
        """
        name: Logs
        batch-intervall: 5s
        source:
          kafka:
            bootstrap-servers: b1:9093
            topics: []
            max-rate-per-partition: 0
            start: newest
            security:
              truststore:
                location: ca.bin
        parse:
          format: access-log
          schema: a INT
          keep-raw: "true"
        output: /data/logs
        """;

    assertThatThrownBy(() -> PipelineConfig.parse(yaml, "pipeline.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            Invalid configuration pipeline.yaml: 11 problems

            1. name (line 1)
               found:  the text "Logs"
               wanted: at most 63 lower-case letters, digits and dashes, a letter first, such as access-logs
               to do:  correct the value

            2. home (line 1)
               found:  no such key
               wanted: an absolute folder such as /data/logs or hdfs://nameservice1/data/logs, of letters, digits and . _ = @ + -
               to do:  add it

            3. batch-intervall (line 2)
               found:  an unknown key
               wanted: one of name, home, batch-interval, source, sources, metadata, parse, jars, functions, validate, enrich, transform, output, outputs, dead-letters
               to do:  did you mean "batch-interval"?

            4. source.kafka.bootstrap-servers (line 5)
               found:  the text "b1:9093"
               wanted: a list, each entry host:port, such as broker1.example.com:9093
               to do:  put it into brackets: [ ... ]

            5. source.kafka.topics (line 6)
               found:  an empty list
               wanted: a list, each entry a topic name: at most 249 letters, digits, dots, dashes and underscores
               to do:  name at least one

            6. source.kafka.max-rate-per-partition (line 7)
               found:  the number "0"
               wanted: a whole number from 1 to 10000000
               to do:  correct the value

            7. source.kafka.start (line 8)
               found:  the text "newest"
               wanted: one of earliest, latest, timestamp, offsets
               to do:  correct the value

            8. source.kafka.security.truststore.type (line 11)
               found:  no such key
               wanted: one of PEM, JKS, PKCS12
               to do:  add it

            9. parse.schema (line 14)
               found:  "a INT"
               wanted: no such key with format: access-log, whose columns are fixed
               to do:  remove it, or set format: json or csv or regex or key-value

            10. parse.keep-raw (line 15)
               found:  the text "true"
               wanted: true or false
               to do:  remove the quotes

            11. output (line 16)
               found:  the text "/data/logs"
               wanted: a section with the keys where, columns, files, kafka, jdbc, custom
               to do:  write "key: value" lines, indented below it
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: logs | name: 12 | name | 1 | the number \"12\" | correct the value",
        "name: logs | name: true | name | 1 | the truth value \"true\" | put the value into quotes",
        "name: logs | name: | name | 1 | no value | give a value, or remove the key if it has a default",
        "name: logs | name: logs\\nname: logs | name | 2 | the key of line 1 again | remove one of the two",
        "name: logs | name: logs\\ntopics: [a] | topics | 2 | an unknown key | did you mean \"source.kafka.topics\"? Move it there",
        "name: logs | name: logs\\nxyz: 1 | xyz | 2 | an unknown key | remove it",
        "name: logs | name: logs\\n[a]: 1 | `` | 2 | a list | write a single word",
        "name: logs | name: logs\\nbatch-interval: 5 | batch-interval | 2 | the number \"5\" | correct the value",
        "name: logs | name: logs\\nbatch-interval: 199ms | batch-interval | 2 | the text \"199ms\" | correct the value",
        "name: logs | name: logs\\nbatch-interval: 61m | batch-interval | 2 | the text \"61m\" | correct the value",
        "[access] | [access, access] | source.kafka.topics[1] | 6 | \"access\" again | remove one of the two",
        "[access] | [access, 7] | source.kafka.topics[1] | 6 | the number \"7\" | put the value into quotes",
        "[access] | [{a: b}] | source.kafka.topics[0] | 6 | a section | correct the value",
        "b1:9093 | b1:65536 | source.kafka.bootstrap-servers[0] | 5 | the text \"b1:65536\" | correct the value",
        "auth: keytab | auth: delegation-token | source.kafka.security.keytab | 9 | \"k.keytab\" | remove it, or set auth: keytab",
        "auth: keytab | auth: delegation-token | source.kafka.security.principal | 10 | \"k@REALM\" | remove it, or set auth: keytab",
        "keytab: k.keytab | #: | source.kafka.security.keytab | 8 | no such key | add it",
        "keytab: k.keytab | keytab: /etc/k.keytab | source.kafka.security.keytab | 9 | the text \"/etc/k.keytab\" | correct the value",
        "schema: | #: | parse.schema | 14 | no such key | add it, such as schema: \"ts TIMESTAMP, user STRING\"",
        "user STRING | user ARRAY<INT> | parse.schema | 15 | user ARRAY<INT> | change or remove the column",
        "user STRING | TS STRING | parse.schema | 15 | TS again | rename or remove one of the two",
        "user STRING | Date DATE | output.files.partition-by-date-of | 19 | a column date | rename the column, or remove the key",
        "user STRING\" | raw STRING\"\\n  keep-raw: true | parse.schema | 15 | raw | rename the column, or set keep-raw: false",
        "of: ts | of: user | output.files.partition-by-date-of | 19 | \"user\", of type STRING | name one of these, or remove the key",
        "of: ts | of: time | output.files.partition-by-date-of | 19 | \"time\", an unknown column | name one of these, or remove the key",
        "user STRING | Kafka_Offset INT | parse.schema | 15 | Kafka_Offset | rename the column",
        "path: /data/logs | path: /data/logs\\n    format: xml | output.files.format | 19 | the text \"xml\" | correct the value",
        "path: /data/logs | path: /data/logs\\n    compression: zlib | output.files.compression | 19 | \"zlib\" | name one of these, or remove the key",
        "path: /data/logs | path: /data/logs\\n    header: true | output.files.header | 19 | true | remove the key, or set format: csv",
        "path: /data/logs | path: /data/logs\\n    max-rows-per-file: 0 | output.files.max-rows-per-file | 19 | the number \"0\" | correct the value",
        "path: /data/logs | path: /data/logs\\n    partition-by: user | output.files.partition-by | 19 | the text \"user\" | put it into brackets: [ ... ]",
        "path: /data/logs | path: /data/logs\\n    partition-by: [user, user] | output.files.partition-by[1] | 19 | \"user\" again | remove one of the two",
        "path: /data/logs | path: /data/logs\\n    partition-by: [ts] | output.files.partition-by | 19 | \"ts\", of type TIMESTAMP | name some of these, or remove it",
        "path: /data/logs | path: /data/logs\\n    partition-by: [User] | output.files.partition-by | 19 | \"User\", an unknown column | name some of these, or remove it",
        "/data/logs | /user/k/logs | home | 2 | \"/user/k/logs\" | choose another folder",
        "/data/logs | /user/k | home | 2 | \"/user/k/logs\" | choose another folder",
        "/data/logs | hdfs://ns/user/k | home | 2 | \"/user/k/logs\" | choose another folder",
        "/data/logs | /user/k/logs/ledger/x | output.files.path | 18 | \"/user/k/logs/ledger/x\" | choose another folder",
        "/data/logs | /user/k/../x | output.files.path | 18 | the text \"/user/k/../x\" | correct the value",
        "/data/logs | data/logs | output.files.path | 18 | the text \"data/logs\" | correct the value",
        "output: | dead-letters:\\n  path: /data/logs/dead/\\noutput: | dead-letters.path | 17 | \"/data/logs/dead\" | choose another folder",
        "output: | dead-letters:\\n  path: /data\\noutput: | output.files.path | 20 | \"/data/logs\" | choose another folder"
      })
  void reports(String valid, String invalid, String path, int line, String found, String remedy) {
    String yaml = VALID.replace(valid, invalid.replace("\\n", "\n"));

    assertThat(Problems.of(yaml))
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.found()).isEqualTo(found);
              assertThat(problem.remedy()).isEqualTo(remedy);
            });
  }

  @Test
  void acceptsTheFileThatTheProblemsAreMadeFrom() {
    assertThat(PipelineConfig.parse(VALID, "test").name()).isEqualTo("logs");
  }

  @Test
  void saysWhatTheFormatOfTheFilesCannotHold() {
    String csv =
        VALID.replace("/data/logs", "/data/logs\n    format: csv\n    compression: snappy");

    assertThat(
            Problems.of(
                csv.replace(
                    "user STRING\"", "user STRING, a BINARY, b BINARY\"\n  keep-raw: true")))
        .extracting(Problem::toString)
        .containsExactly(
            """
            output.files.format (line 20)
               found:  csv, which cannot hold a BINARY, b BINARY, raw BINARY
               wanted: a format that can hold every column
               to do:  remove the column, or choose another format""",
            """
            output.files.compression (line 21)
               found:  "snappy"
               wanted: one of none, gzip, bzip2, because of format: csv
               to do:  name one of these, or remove the key""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ts TIMESTAMP, user STRING, n INT | [n] | ",
        "ts TIMESTAMP, user STRING | [kafka_topic] | ",
        "ts TIMESTAMP, user STRING | [user] | no column",
        "ts TIMESTAMP, user STRING, n INT | [kafka_topic] | user STRING, n INT",
        "ts TIMESTAMP, user STRING, n INT | [user] | n INT"
      })
  void textHasRoomForOneStringBesidesTheColumnsOfTheFolder(
      String schema, String partitionBy, String found) {
    String yaml =
        VALID
            .replace("ts TIMESTAMP, user STRING", schema)
            .replace(
                "/data/logs", "/data/logs\n    format: text\n    partition-by: " + partitionBy);
    if (found == null) {
      assertThat(
              PipelineConfig.parse(yaml, "test")
                  .output()
                  .orElseThrow()
                  .files()
                  .orElseThrow()
                  .format())
          .isEqualTo(OutputFormat.TEXT);
      return;
    }
    assertThat(Problems.of(yaml))
        .extracting(Problem::toString)
        .containsExactly(
            """
            output.files.format (line 19)
               found:  %s
               wanted: one STRING column besides those that name the folder, because of format: text
               to do:  change the columns, name others in partition-by, or choose another format"""
                .formatted(found));
  }

  @Test
  void anUnknownFormatHidesOnlyWhatDependsOnIt() {
    String yaml =
        VALID.replace(
            "/data/logs", "/data/logs\n    format: cvs\n    header: true\n    partition-by: [x]");

    assertThat(Problems.of(yaml))
        .extracting(Problem::path)
        .containsExactly("output.files.format", "output.files.partition-by");
  }

  @Test
  void reportsDdlThatSparkCannotRead() {
    assertThat(Problems.of(VALID.replace("user STRING", "user STRING user"))).hasSize(1);
    assertThat(Problems.of(VALID.replace("user STRING", "user STRING user")).get(0).found())
        .startsWith("\"ts TIMESTAMP, user STRING user\": ");
  }

  @Test
  void refusesASecondDocument() {
    assertOnlyProblem(VALID + "---\nname: b\n", 20, "a second document");
  }

  @Test
  void refusesAnchorsAliasesAndBombs() {
    assertOnlyProblem("name: &a logs\nhome: *a\n", 1, "an anchor or alias (& or *)");
    assertOnlyProblem("name: *a\n", 1, "an anchor or alias (& or *)");
    assertOnlyProblem("name: " + "[".repeat(100_000), 1, "nesting deeper than 32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n"})
  void refusesAnEmptyFile(String yaml) {
    assertOnlyProblem(yaml, 1, "an empty file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: logs\n\thome: x",
        "name: logs\n home: x",
        "name: logs\n\"a",
        "name: logs\n@"
      })
  void saysWhereTextIsNotYaml(String yaml) {
    List<Problem> problems = Problems.of(yaml);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).line()).isEqualTo(2);
    assertThat(problems.get(0).wanted()).isEqualTo("valid YAML");
  }

  @Test
  void refusesAFileThatIsTooLargeOrUnprintable() {
    assertThat(Problems.of("# " + "x".repeat(YamlText.MAX_CHARACTERS))).hasSize(1);
    assertThat(Problems.of("name: \u0001")).hasSize(1);
  }

  private static void assertOnlyProblem(String yaml, int line, String found) {
    assertThat(Problems.of(yaml)).hasSize(1);
    assertThat(Problems.of(yaml).get(0).line()).isEqualTo(line);
    assertThat(Problems.of(yaml).get(0).found()).isEqualTo(found);
  }

  @Test
  void exactlyOneKeySaysWhatIsRead() {
    assertThatThrownBy(() -> parse(VALID.replace("    topics: [access]\n", "")))
        .hasMessageContaining("source.kafka.topics (line 5)")
        .hasMessageContaining("wanted: one of topics, topic-pattern, partitions");
    assertThatThrownBy(
            () ->
                parse(
                    VALID.replace(
                        "topics: [access]", "topics: [access]\n    topic-pattern: access-.*")))
        .hasMessageContaining("source.kafka.topic-pattern (line 7)")
        .hasMessageContaining("found:  a second one beside topics");
  }

  @Test
  void aStartNeedsItsKeyAndNoOther() {
    assertThatThrownBy(() -> parse(VALID.replace("topics:", "start: timestamp\n    topics:")))
        .hasMessageContaining("source.kafka.start-timestamp (line 6)")
        .hasMessageContaining("wanted: a value, because of start: timestamp");
    assertThatThrownBy(
            () -> parse(VALID.replace("topics:", "start-offsets: [\"access:0:5\"]\n    topics:")))
        .hasMessageContaining("source.kafka.start-offsets (line 6)")
        .hasMessageContaining("wanted: no such key with start: earliest");
  }

  @ParameterizedTest
  @CsvSource({
    "topics: [access], 'topic-pattern: \"access-(\"', a regular expression",
    "topics: [access], 'partitions: [access]', the number of a partition",
    "start: earliest, start-timestamp: yesterday, 2026-01-31T00:00:00Z",
    "start: earliest, 'start-offsets: [\"access:5\"]', an offset"
  })
  void valuesOfTheSourceAreChecked(String line, String replacement, String wanted) {
    String yaml = VALID.replace("topics: [access]", "start: earliest\n    topics: [access]");
    assertThatThrownBy(() -> parse(yaml.replace(line, replacement))).hasMessageContaining(wanted);
  }

  private static PipelineConfig parse(String yaml) {
    return PipelineConfig.parse(yaml, "test");
  }
}
