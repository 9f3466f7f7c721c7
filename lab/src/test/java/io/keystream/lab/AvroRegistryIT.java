package io.keystream.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.RecordCounts;
import io.keystream.lab.audit.PublishedRows;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Avro of two schemas, told by their ids, with a registry over TLS that wants a password. */
@ExtendWith(LabExtension.class)
class AvroRegistryIT {
  private static final int RECORDS = 300;
  private static final String USER = "keystream";
  private static final int FIRST = 7;
  private static final int SECOND = 70_000;
  private static final int UNKNOWN = 8;
  private static final String ID = "{\"name\":\"id\",\"type\":\"long\"}";
  private static final String CUSTOMER = "{\"name\":\"customer\",\"type\":\"string\"}";
  private static final String CENTS = "{\"name\":\"cents\",\"type\":\"int\"}";
  private static final String CENTS_READ = "{\"name\":\"cents\",\"type\":\"long\",\"default\":-1}";

  private final Pipeline pipeline = Pipeline.of("avro-registry", "1s");
  private final String password = UUID.randomUUID().toString();

  @TempDir private Path temporary;

  @Test
  void recordsOfEverySchemaBecomeTheSameColumns(Lab lab)
      throws IOException, InterruptedException, GeneralSecurityException {
    pipeline.prepare(lab, 2);
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    List<String> expected = new ArrayList<>();
    lab.kafka(LabUser.ADMIN).send(records(expected));
    try (SchemaRegistryServer registry =
        new SchemaRegistryServer(
            lab,
            USER,
            password,
            Map.of(FIRST, order(ID, CUSTOMER), SECOND, order(CUSTOMER, CENTS, ID)))) {
      Gateway gateway = gateway(lab, registry.url());
      gateway.require("deploy");
      Commits.awaitRead(watch, RECORDS);
      gateway.require("stop");
      assertThat(registry.asked()).containsExactlyInAnyOrder(FIRST, SECOND, UNKNOWN);
      assertThat(gateway.ask("ledger", "verify").path("ok").asBoolean()).isTrue();
    }

    int refused = RECORDS - expected.size();
    assertThat(watch.last().orElseThrow().totals())
        .isEqualTo(new RecordCounts(RECORDS, expected.size(), 0, refused));
    assertThat(
            JsonOutput.read(lab, pipeline.output()).stream()
                .map(
                    row ->
                        row.path("id").asLong()
                            + " "
                            + row.path("customer").asText()
                            + " "
                            + row.path("cents").asLong()))
        .containsExactlyInAnyOrderElementsOf(expected);
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      assertThat(PublishedRows.read(fs, pipeline.deadLetters()).reasons())
          .isEqualTo(
              Map.of(
                  "avro: schema " + UNKNOWN + " is unknown to the registry", refused / 2,
                  "avro: schema " + FIRST + ": ends within the record", refused / 2));
    }
  }

  private Gateway gateway(Lab lab, String url) throws IOException {
    Path file = Files.writeString(temporary.resolve("registry.password"), password + "\n");
    Map<String, Object> registry =
        Map.of(
            "urls",
            List.of(url),
            "username",
            USER,
            "password-file",
            file.getFileName().toString(),
            "truststore",
            lab.folders().truststore().toString());
    return new Gateway(lab, pipeline)
        .with("keystream_files", List.of(file.toString()))
        .withSection(
            "parse",
            Map.of(
                "format",
                "avro",
                "avro-schema",
                order(ID, CUSTOMER, CENTS_READ),
                "registry",
                registry))
        .withSection(
            "output",
            Map.of(
                "columns",
                List.of("id", "customer", "cents"),
                "files",
                Map.of("path", pipeline.output(), "format", "json")));
  }

  private static String order(String... fields) {
    return "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[" + String.join(",", fields) + "]}";
  }

  /** One in a hundred has an id that the registry does not know, and another one is cut off. */
  private List<ProducerRecord<byte[], byte[]>> records(List<String> expected) throws IOException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      String customer = "c" + i % 7 + " ä";
      int schema = i % 100 == 50 ? UNKNOWN : i % 2 == 0 ? FIRST : SECOND;
      ByteArrayOutputStream value = new ByteArrayOutputStream();
      value.write(0);
      value.write(ByteBuffer.allocate(4).putInt(schema).array());
      if (schema == SECOND) {
        writeText(value, customer);
        writeNumber(value, i * 3L);
      }
      writeNumber(value, i);
      if (schema != SECOND) {
        writeText(value, customer);
      }
      byte[] bytes = value.toByteArray();
      boolean isCut = i % 100 == 60;
      if (!isCut && schema != UNKNOWN) {
        expected.add(i + " " + customer + " " + (schema == SECOND ? i * 3L : -1));
      }
      records.add(
          new ProducerRecord<>(
              pipeline.topic(), isCut ? Arrays.copyOf(bytes, bytes.length - 1) : bytes));
    }
    return records;
  }

  private static void writeText(ByteArrayOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    writeNumber(out, bytes.length);
    out.write(bytes);
  }

  /** Avro's int and long: zigzag, seven bits a byte, the lowest first. */
  private static void writeNumber(ByteArrayOutputStream out, long number) {
    long rest = (number << 1) ^ (number >> 63);
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
