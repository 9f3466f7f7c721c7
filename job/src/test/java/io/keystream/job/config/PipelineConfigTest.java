package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineConfigTest {
  private static final String COMPLETE =
      """
      name: orders
      home: hdfs://ns1/user/k/orders/
      batch-interval: 500ms
      source:
        kafka:
          bootstrap-servers: [b1:9093, "b2.example.com:9094"]
          topics:
            - orders
            - orders-eu
          group-id: g1
          start: latest
          max-rate-per-partition: 7
          on-data-loss: fail
          security:
            auth: keytab
            service-name: kafka1
            truststore:
              location: /etc/ca.bin
              type: JKS
            keytab: kafka-client.keytab
            principal: k/host@REALM.EXAMPLE
      metadata:
        key: string
        headers: true
      parse:
        format: json
        schema: "ts TIMESTAMP, user STRING, amount DECIMAL(10,2)"
        strict: true
        keep-raw: true
      validate:
        recent: ts > TIMESTAMP'2020-01-01'
        has-amount: "amount IS NOT NULL"
      transform:
        sql: |
          SELECT ts,
            amount,
            kafka_topic,
            user
          FROM records
      output:
        files:
          path: /data/orders
          format: orc
          compression: zlib
          partition-by-date-of: ts
          partition-by: [kafka_topic, user]
          max-rows-per-file: 1000000
          header: false
      dead-letters:
        path: /data/dead
      """;

  @Test
  void fillsInDefaults() {
    assertThat(PipelineYaml.minimal().config())
        .isEqualTo(
            new PipelineConfig(
                "logs",
                "/user/k/logs",
                Duration.ofSeconds(5),
                only(
                    new KafkaSourceConfig(
                        List.of("b1:9093"),
                        Optional.of(List.of("access")),
                        Optional.empty(),
                        Optional.empty(),
                        "logs",
                        StartPosition.EARLIEST,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        10_000,
                        DataLossPolicy.FAIL,
                        new KafkaSecurityConfig(
                            KafkaAuth.DELEGATION_TOKEN,
                            "kafka",
                            Encryption.TLS,
                            Optional.of(new Truststore("ca.pem", TruststoreType.PEM)),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()))),
                Map.of(),
                new MetadataConfig(Optional.empty(), false),
                new ParseConfig(
                    ParseFormat.ACCESS_LOG,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new RegistryConfig(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                    false),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                new TransformConfig(Optional.empty()),
                only(
                    new FilesOutputConfig(
                        "/data/logs",
                        OutputFormat.PARQUET,
                        Compression.SNAPPY,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty())),
                Map.of(),
                new DeadLettersConfig("/user/k/logs/dead-letters", Optional.empty())));
  }

  @Test
  void readsEveryKey() {
    PipelineConfig config = PipelineConfig.parse(COMPLETE, "test");

    assertThat(config)
        .isEqualTo(
            new PipelineConfig(
                "orders",
                "hdfs://ns1/user/k/orders/",
                Duration.ofMillis(500),
                only(
                    new KafkaSourceConfig(
                        List.of("b1:9093", "b2.example.com:9094"),
                        Optional.of(List.of("orders", "orders-eu")),
                        Optional.empty(),
                        Optional.empty(),
                        "g1",
                        StartPosition.LATEST,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        7,
                        DataLossPolicy.FAIL,
                        new KafkaSecurityConfig(
                            KafkaAuth.KEYTAB,
                            "kafka1",
                            Encryption.TLS,
                            Optional.of(new Truststore("/etc/ca.bin", TruststoreType.JKS)),
                            Optional.of("kafka-client.keytab"),
                            Optional.of("k/host@REALM.EXAMPLE"),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()))),
                Map.of(),
                new MetadataConfig(Optional.of(KeyType.STRING), true),
                new ParseConfig(
                    ParseFormat.JSON,
                    Optional.of("ts TIMESTAMP, user STRING, amount DECIMAL(10,2)"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(true),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new RegistryConfig(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                    true),
                Optional.empty(),
                Map.of(),
                Map.of("has-amount", "amount IS NOT NULL", "recent", "ts > TIMESTAMP'2020-01-01'"),
                Map.of(),
                new TransformConfig(
                    Optional.of("SELECT ts,\n  amount,\n  kafka_topic,\n  user\nFROM records\n")),
                only(
                    new FilesOutputConfig(
                        "/data/orders",
                        OutputFormat.ORC,
                        Compression.ZLIB,
                        Optional.of("ts"),
                        Optional.of(List.of("kafka_topic", "user")),
                        Optional.of(1_000_000),
                        false,
                        Optional.empty())),
                Map.of(),
                new DeadLettersConfig("/data/dead", Optional.empty())));
    assertThat(config.validate().keySet()).containsExactly("recent", "has-amount");
    assertThat(config.parse().rowType().names()).containsExactly("ts", "user", "amount", "raw");
    assertThat(config.parse().rowType().apply("amount").dataType())
        .isEqualTo(DataTypes.createDecimalType(10, 2));
  }

  private static Optional<SourceConfig> only(KafkaSourceConfig kafka) {
    return Optional.of(
        new SourceConfig(Optional.of(kafka), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void canonicalTextHoldsEveryEffectiveValue() {
    assertThat(PipelineYaml.minimal().config().canonical())
        .isEqualTo(
            """
            batch-interval = "5000ms"
            dead-letters.path = "/user/k/logs/dead-letters"
            home = "/user/k/logs"
            metadata.headers = "false"
            name = "logs"
            output.files.compression = "snappy"
            output.files.format = "parquet"
            output.files.header = "false"
            output.files.path = "/data/logs"
            parse.format = "access-log"
            parse.keep-raw = "false"
            source.kafka.bootstrap-servers = ["b1:9093"]
            source.kafka.group-id = "logs"
            source.kafka.max-rate-per-partition = "10000"
            source.kafka.on-data-loss = "fail"
            source.kafka.security.auth = "delegation-token"
            source.kafka.security.encryption = "tls"
            source.kafka.security.service-name = "kafka"
            source.kafka.security.truststore.location = "ca.pem"
            source.kafka.security.truststore.type = "PEM"
            source.kafka.start = "earliest"
            source.kafka.topics = ["access"]
            """);
  }

  @Test
  void fillsInTheDefaultsOfTheFormatOnly() {
    assertThat(parseKeys("format: csv", "schema: a INT"))
        .containsExactly(
            "parse.delimiter = \",\"",
            "parse.format = \"csv\"",
            "parse.keep-raw = \"false\"",
            "parse.null-value = \"\"",
            "parse.quote = \"\\\"\"",
            "parse.schema = \"a INT\"");
    assertThat(parseKeys("format: key-value", "schema: a INT"))
        .containsExactly(
            "parse.format = \"key-value\"",
            "parse.keep-raw = \"false\"",
            "parse.key-delimiter = \"=\"",
            "parse.pair-delimiter = \" \"",
            "parse.schema = \"a INT\"",
            "parse.strict = \"false\"");
  }

  private static List<String> parseKeys(String... lines) {
    return PipelineYaml.minimal()
        .section("parse", lines)
        .config()
        .canonical()
        .lines()
        .filter(line -> line.startsWith("parse."))
        .toList();
  }

  @Test
  void canonicalTextHoldsRulesInTheirOrderAndSql() {
    assertThat(PipelineConfig.parse(COMPLETE, "test").canonical())
        .contains(
            """
            transform.sql = "SELECT ts,\\n  amount,\\n  kafka_topic,\\n  user\\nFROM records\\n"
            """,
            """
            validate = {recent = "ts > TIMESTAMP'2020-01-01'", has-amount = "amount IS NOT NULL"}
            """);
  }

  @Test
  void canonicalTextIgnoresHowTheFileIsWritten() {
    String written =
        "# a comment\nbatch-interval: 5000ms\n"
            + PipelineYaml.minimal().replace("access]", "'access' ]").text();

    assertThat(PipelineConfig.parse(written, "test").canonical())
        .isEqualTo(PipelineYaml.minimal().config().canonical());
  }

  @Test
  void loadsAFileInUtf8Only(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("pipeline.yaml");
    String text = "# \u00e9\n" + PipelineYaml.minimal().text();
    Files.writeString(file, text);
    assertThat(PipelineConfig.load(file).name()).isEqualTo("logs");

    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> PipelineConfig.load(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Invalid configuration " + file + ": 1 problem")
        .hasMessageContaining("found:  bytes that are not UTF-8");
  }

  private static Optional<OutputConfig> only(FilesOutputConfig files) {
    return Optional.of(
        new OutputConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.of(files),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }
}
