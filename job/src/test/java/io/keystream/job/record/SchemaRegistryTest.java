package io.keystream.job.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that answers, does not, or answers something else. */
class SchemaRegistryTest {
  private static final String SCHEMA =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";

  @RegisterExtension private final FakeRegistry server = new FakeRegistry();
  @TempDir private Path folder;

  private Instant now = Instant.parse("2026-01-31T00:00:00Z");

  @Test
  void asksForASchemaOnce() throws Exception {
    server.put(7, SCHEMA);
    SchemaRegistry registry = registry();

    assertThat(registry.find(7).schema().getName()).isEqualTo("R");
    now = now.plus(Duration.ofDays(365));
    assertThat(registry.find(7).schema().getName()).isEqualTo("R");

    assertThat(server.requests()).containsExactly("/registry/schemas/ids/7");
  }

  @Test
  void anUnknownIdIsAskedForAgainAfterAWhile() throws Exception {
    SchemaRegistry registry = registry();

    assertThat(registry.find(7).reason()).isEqualTo("schema 7 is unknown to the registry");
    server.put(7, SCHEMA);
    assertThat(registry.find(7).schema()).isNull();
    now = now.plus(SchemaRegistry.UNKNOWN_FOR).plusMillis(1);
    assertThat(registry.find(7).schema()).isNotNull();

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void triesAgainWhatFails() throws Exception {
    server.put(7, SCHEMA);
    server.failWith(500, 0, 503);

    assertThat(registry().find(7).schema()).isNotNull();
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void asksTheSecondRegistryWhenTheFirstDoesNotAnswer() throws Exception {
    server.put(7, SCHEMA);
    String nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = "http://127.0.0.1:" + socket.getLocalPort();
    }

    assertThat(
            registry(new RegistrySettings(List.of(nobody, server.url()), null, null, null))
                .find(7)
                .schema())
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"500", "503", "401", "302"})
  void anOutageIsNoAnswerAndIsNotRemembered(int status) throws Exception {
    server.put(7, SCHEMA);
    server.failWith(status, status, status, status);
    SchemaRegistry registry = registry();

    assertThatThrownBy(() -> registry.find(7))
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessage(
            "Schema registry does not answer as wanted: "
                + server.url()
                + "/schemas/ids/7 answered "
                + status);
    assertThat(registry.find(7).schema()).isNotNull();
  }

  @Test
  void aRegistryThatIsTooSlowDoesNotAnswer() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      String url = "http://127.0.0.1:" + silent.getLocalPort();
      assertThatThrownBy(
              () ->
                  new SchemaRegistry(
                          new RegistryRequests(
                              new RegistrySettings(List.of(url), null, null, null),
                              Duration.ofMillis(50),
                              Duration.ofMillis(1)),
                          () -> now)
                      .find(7))
          .isInstanceOf(RegistryUnavailable.class)
          .hasMessageContaining(url + "/schemas/ids/7: java.net.http.HttpTimeoutException");
    }
  }

  @Test
  void aPathThatIsNotThereIsNoUnknownSchema() {
    RegistrySettings wrong =
        new RegistrySettings(
            List.of(server.url().replace("/registry", "/elsewhere")), null, null, null);

    assertThatThrownBy(() -> registry(wrong).find(7))
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessageContaining("something else than");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>log in</html>", "{}", "\"{}\"", "{\"schema\":5}", ""})
  void anAnswerThatIsNoSchemaIsNone(String body) {
    server.answer(7, body);

    assertThatThrownBy(() -> registry().find(7))
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessage("Schema registry answered 200 with something else than a schema");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"schemaType\":\"JSON\",\"schema\":\"{}\"} | schema 7 is of type JSON, not AVRO",
        "{\"schema\":\"\\\"x\\\"\",\"references\":[{\"name\":\"x\"}]} | schema 7 refers to other"
            + " schemas, which is not supported",
        "{\"schema\":\"\\\"nothing\\\"\"} | schema 7 is no Avro schema: "
      })
  void aSchemaThatCannotBeUsedIsAReason(String body, String reason) {
    server.answer(7, body);

    SchemaRegistry.Found found = registry().find(7);

    assertThat(found.schema()).isNull();
    assertThat(found.reason()).startsWith(reason);
  }

  @Test
  void logsInWithThePasswordThatIsInTheFileNow() throws Exception {
    server.put(7, SCHEMA);
    server.protect("job", "n\u00e4w");
    Path password = Files.writeString(folder.resolve("password"), "old\n");
    RegistrySettings settings =
        new RegistrySettings(List.of(server.url()), "job", password.toString(), null);
    SchemaRegistry registry = registry(settings);

    assertThatThrownBy(() -> registry.find(7))
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessageEndingWith("answered 401");
    Files.writeString(password, "n\u00e4w\n");
    assertThat(registry.find(7).schema()).isNotNull();
    assertThat(settings.toString()).doesNotContain("n\u00e4w");
  }

  @Test
  void aPasswordThatIsNotThereIsAnOutage() {
    RegistrySettings settings =
        new RegistrySettings(List.of(server.url()), "job", folder.resolve("none").toString(), null);

    assertThatThrownBy(() -> registry(settings).find(7))
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessageContaining("No readable password-file at " + folder.resolve("none"));
  }

  @Test
  void remembersABoundedNumberOfIds() {
    SchemaRegistry registry = registry();
    for (int id = 0; id <= SchemaRegistry.MOST; id++) {
      registry.find(id);
    }
    int before = server.requests().size();

    registry.find(SchemaRegistry.MOST);
    assertThat(server.requests()).hasSize(before);
    registry.find(0);
    assertThat(server.requests()).hasSize(before + 1);
  }

  @Test
  void isCheckedByAskingForItsSubjects() throws IOException {
    registry().check();
    assertThat(server.requests()).containsExactly("/registry/subjects");

    server.failWith(403, 403, 403, 403);
    assertThatThrownBy(() -> registry().check())
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessageEndingWith("/subjects answered 403");
  }

  private SchemaRegistry registry() {
    return registry(new RegistrySettings(List.of(server.url()), null, null, null));
  }

  private SchemaRegistry registry(RegistrySettings settings) {
    return new SchemaRegistry(
        new RegistryRequests(settings, Duration.ofSeconds(10), Duration.ofMillis(1)), () -> now);
  }
}
