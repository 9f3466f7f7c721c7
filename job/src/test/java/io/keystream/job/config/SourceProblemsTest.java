package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One source or several, of topics or files. */
class SourceProblemsTest {
  private static final String TWO_CLUSTERS =
      """
      sources:
        east:
          kafka:
            bootstrap-servers: [e1:9093]
            topics: [access]
            max-rate-per-partition: 5
            security:
              truststore:
                location: east.pem
        west:
          kafka:
            bootstrap-servers: [w1:9093]
            topics: [access]
            security:
              auth: keytab
              keytab: k.keytab
              principal: k@WEST
              truststore:
                location: west.jks
      """;

  private static final String TCP =
      """
      source:
        tcp:
          port: 7600
          tls:
            keystore: k.pem
      """;

  private static final String FILES =
      """
      source:
        files:
          path: /data/incoming
          #
      """;

  @Test
  void severalClustersHaveEachTheirOwnSettings() {
    PipelineConfig config = PipelineConfig.parse(of(TWO_CLUSTERS), "test");

    Map<String, SourceConfig> sources = config.allSources();
    assertThat(sources.keySet()).containsExactly("east", "west");
    KafkaSourceConfig east = sources.get("east").kafka().orElseThrow();
    KafkaSourceConfig west = sources.get("west").kafka().orElseThrow();
    assertThat(east.bootstrapServers()).containsExactly("e1:9093");
    assertThat(east.maxRatePerPartition()).isEqualTo(5);
    assertThat(east.groupId()).isEqualTo("logs");
    assertThat(west.maxRatePerPartition()).isEqualTo(10_000);
    assertThat(west.security().truststore())
        .contains(new Truststore("west.jks", TruststoreType.JKS));
    assertThat(config.source()).isEmpty();
  }

  @Test
  void theOnlySourceHasNoName() {
    assertThat(PipelineYaml.minimal().config().allSources()).containsOnlyKeys("");
  }

  @Test
  void filesHaveDefaults() {
    assertThat(PipelineConfig.parse(of(FILES), "test").allSources().get("").files())
        .contains(
            new FilesSourceConfig(
                "/data/incoming",
                ".*",
                "[._].*|.*\\._COPYING_|.*\\.tmp",
                false,
                FileRecords.LINES,
                Duration.ofSeconds(10),
                Optional.empty(),
                1_000,
                1_024,
                OnReplaced.REPORT,
                DataLossPolicy.FAIL,
                AfterReading.KEEP,
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "#|max-age: 2m\\n    min-age: 3m|source.files.max-age|more than min-age (180000ms)",
        "#|after: move|source.files.move-to|a value, because of after: move",
        "#|move-to: /data/done|source.files.move-to|no such key without after: move",
        "#|after: move\\n    move-to: /data/incoming/done|source.files.move-to|a folder outside source.files.path (/data/incoming)",
        "/data/incoming|/data/logs/in|source.files.path|a folder outside output.files.path (/data/logs)",
        "/data/incoming|/data|output.files.path|a folder outside source.files.path (/data)",
        "/data/incoming|/user/k/logs/in|source.files.path|a folder outside home (/user/k/logs)",
        "#|pattern: \"(\"|source.files.pattern|a regular expression as Java has them, such as access-.*"
      })
  void reportsWhatIsWrongWithFiles(String valid, String invalid, String path, String wanted) {
    assertThat(Problems.of(of(FILES.replace(valid, invalid.replace("\\n", "\n")))))
        .extracting(Problem::path, Problem::wanted)
        .contains(org.assertj.core.groups.Tuple.tuple(path, wanted));
  }

  @Test
  void tcpAndCustomSourcesHaveDefaults() {
    SourceConfig tcp = PipelineConfig.parse(of(TCP), "test").allSources().get("");
    assertThat(tcp.tcp())
        .contains(
            new TcpSourceConfig(
                Optional.empty(),
                7600,
                Framing.LENGTH,
                true,
                Encryption.TLS,
                Optional.of(
                    new TlsServerConfig(
                        "k.pem", Optional.empty(), ClientAuth.NONE, Optional.empty())),
                1_048_576,
                1_000,
                1,
                false,
                Duration.ZERO,
                100_000));
    SourceConfig custom =
        PipelineConfig.parse(of("source:\n  custom:\n    class: com.example.Q\n"), "test")
            .allSources()
            .get("");
    assertThat(custom.custom())
        .contains(
            new CustomSourceConfig("com.example.Q", Map.of(), 1, false, Duration.ZERO, 100_000));
    assertThat(custom.receivers()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "    tls:\\n      keystore: k.pem\\n|    # without\\n|source.tcp.tls|a section, because of encryption: tls",
        "port: 7600|port: 7600\\n    encryption: none|source.tcp.tls|no such key with encryption: none",
        "k.pem|k.pem\\n      client-auth: required|source.tcp.tls.truststore|a value, because of client-auth: required",
        "k.pem|k.pem\\n      truststore: ca.pem|source.tcp.tls.truststore|no such key with client-auth: none",
        "port: 7600|port: 70000|source.tcp.port|a whole number from 1 to 65000",
        "port: 7600|port: 7600\\n    bind-address: /|source.tcp.bind-address|a host name or an IP address"
      })
  void reportsWhatIsWrongWithTcp(String valid, String invalid, String path, String wanted) {
    String yaml = TCP.replace(valid.replace("\\n", "\n"), invalid.replace("\\n", "\n"));

    assertThat(Problems.of(of(yaml)))
        .extracting(Problem::path, Problem::wanted)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(path, wanted));
  }

  @Test
  void everyNamedSourceIsChecked() {
    String wrong =
        TWO_CLUSTERS
            .replace("auth: keytab", "#")
            .replace("    topics: [access]\n    max", "    max");

    assertThat(Problems.of(of(wrong)))
        .extracting(Problem::path)
        .contains("sources.west.kafka.security.keytab", "sources.west.kafka.security.principal");
    assertThat(Problems.of(of(TWO_CLUSTERS.replaceFirst("topics: \\[access]", "#"))))
        .extracting(Problem::path)
        .containsExactly("sources.east.kafka.topics");
  }

  @Test
  void exactlyOneOfSourceAndSources() {
    assertOnlyProblem(
        of(""),
        """
        source (line 1)
           found:  none of them
           wanted: one of source, sources
           to do:  add source: or sources:""");
    assertOnlyProblem(
        of(TWO_CLUSTERS + FILES),
        """
        source (line 27)
           found:  both of them
           wanted: one of source, sources
           to do:  move it below sources, with a name of its own; what it read so far stays with source""");
  }

  @Test
  void aSourceIsOfOneKind() {
    assertOnlyProblem(
        of("source:\n"),
        """
        source (line 8)
           found:  none of them
           wanted: one of kafka, files, tcp, custom
           to do:  add kafka:""");
    assertOnlyProblem(
        of(TWO_CLUSTERS.replace("  west:", "    files:\n      path: /data/incoming\n  west:")),
        """
        sources.east (line 9)
           found:  kafka and files
           wanted: one of kafka, files, tcp, custom
           to do:  give each a name, below sources""");
  }

  private static void assertOnlyProblem(String yaml, String problem) {
    List<Problem> problems = Problems.of(yaml);
    assertThat(problems).extracting(Problem::toString).containsExactly(problem);
  }

  private static String of(String source) {
    return PipelineYaml.minimal().text().replaceFirst("(?m)^source:\n(?: .*\n)*", "") + source;
  }
}
