package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keystream.job.explain.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rendered configuration of Log4j writes, in both formats. */
class LogLayoutTest {
  private static final Path RENDERED =
      Checkout.ROOT.resolve("ansible/tests/golden/lab/access-logs");
  private static final String TEXT = "none";
  private static final String JSON = "sources";
  private static final String FOLDER = "spark.yarn.app.container.log.dir";
  private static final String CONTAINER = "container_e17_1769860000000_0003_02_000007";
  private static final String ENTRY = "mdc.entry";
  private static final String ODD = "it said \"no\" \\ and\ttab\nin {two} lines, \u20ac";

  @TempDir private Path folder;

  @AfterEach
  void clear() {
    System.clearProperty(FOLDER);
    ThreadContext.remove(ENTRY);
  }

  @Test
  void aJsonLineIsAnObjectWithAllThatALineHas() throws IOException {
    ThreadContext.put(ENTRY, "42");
    String thread = Thread.currentThread().getName();

    JsonNode line = json(logger -> logger.warn(ODD, new IOException("\"broken\"")));

    assertThat(line.fieldNames())
        .toIterable()
        .containsExactly(
            "time",
            "level",
            "logger",
            "thread",
            "application",
            "container",
            "entry",
            "message",
            "exception");
    assertThat(OffsetDateTime.parse(line.path("time").asText()).toInstant())
        .isBeforeOrEqualTo(Instant.now());
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("logger").asText()).isEqualTo(LogLayoutTest.class.getName());
    assertThat(line.path("thread").asText()).isEqualTo(thread);
    assertThat(line.path("application").asText()).isEqualTo("application_1769860000000_0003");
    assertThat(line.path("container").asText()).isEqualTo(CONTAINER);
    assertThat(line.path("entry").asLong()).isEqualTo(42);
    assertThat(line.path("message").asText()).isEqualTo(ODD);
    assertThat(line.path("exception").asText())
        .startsWith("java.io.IOException: \"broken\"\n\tat " + LogLayoutTest.class.getName());
  }

  @Test
  void aJsonLineOutsideABatchWithoutAnExceptionHasNeither() throws IOException {
    JsonNode line = json(logger -> logger.info("started"));

    assertThat(line.path("message").asText()).isEqualTo("started");
    assertThat(line.has("entry")).isFalse();
    assertThat(line.has("exception")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssl.keystore.password=hunter2",
        "{\"client_secret\": \"hunter2\", \"a\": 1}",
        "password = 'hunter2'",
        "Authorization: Bearer hunter2",
      })
  void aSecretIsStarredInBothFormats(String said) throws IOException {
    Exception failure = new IOException(said, new IllegalStateException(said));

    JsonNode line = json(logger -> logger.error(said, failure));
    String text = String.join("\n", lines(TEXT, logger -> logger.error(said, failure)));

    assertThat(line.toString()).doesNotContain("hunter2");
    assertThat(line.path("message").asText()).contains("***");
    assertThat(line.path("exception").asText()).contains("***").contains("Caused by: ");
    assertThat(text).doesNotContain("hunter2").contains("***");
  }

  @Test
  void aTextLineOfABatchNamesTheEntry() throws IOException {
    ThreadContext.put(ENTRY, "42");
    assertThat(lines(TEXT, logger -> logger.info("staged")))
        .singleElement()
        .asString()
        .contains("] [entry 42] i.k.j.l.LogLayoutTest: staged");

    ThreadContext.remove(ENTRY);
    assertThat(lines(TEXT, logger -> logger.info("waiting")))
        .singleElement()
        .asString()
        .contains("] i.k.j.l.LogLayoutTest: waiting")
        .doesNotContain("entry");
  }

  private JsonNode json(Logging logging) throws IOException {
    List<String> lines = lines(JSON, logging);
    assertThat(lines).hasSize(1);
    return new ObjectMapper().readTree(lines.get(0));
  }

  /** What is in the file after the call, of a process in the container. */
  private List<String> lines(String mode, Logging logging) throws IOException {
    Path written = Files.createTempDirectory(folder, mode);
    System.setProperty(FOLDER, written.toString());
    Path configuration = written.resolve("log4j2.properties");
    String rendered = Files.readString(RENDERED.resolve(mode).resolve("log4j2.properties"));
    Files.writeString(configuration, rendered.replace("${env:CONTAINER_ID:-}", CONTAINER));
    // Beside the one that the tests log with.
    try (LoggerContext context = new LoggerContext(mode, null, configuration.toUri())) {
      context.start();
      logging.to(context.getLogger(LogLayoutTest.class.getName()));
    }
    return Files.readAllLines(written.resolve("keystream.log"));
  }

  /** Something that is logged. */
  private interface Logging {
    void to(Logger logger);
  }
}
