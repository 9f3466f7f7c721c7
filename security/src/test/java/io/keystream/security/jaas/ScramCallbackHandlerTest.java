package io.keystream.security.jaas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.security.secrets.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.ChoiceCallback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.scram.ScramExtensionsCallback;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScramCallbackHandlerTest {
  private final ScramCallbackHandler handler = new ScramCallbackHandler();
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void configure() throws IOException {
    file = Files.writeString(folder.resolve("kafka.password"), "first\n");
    handler.configure(properties("loader", SecretSource.ofFile(file.toString())), "", List.of());
  }

  @Test
  void aPasswordThatWasChangedIsGivenAtTheNextLogin() throws Exception {
    assertThat(ask()).isEqualTo("loader first");
    Files.writeString(file, "second");
    assertThat(ask()).isEqualTo("loader second");
  }

  @Test
  void thereAreNoExtensions() throws Exception {
    ScramExtensionsCallback extensions = new ScramExtensionsCallback();

    handler.handle(new Callback[] {extensions});

    assertThat(extensions.extensions()).isEmpty();
  }

  @Test
  void aPasswordThatIsGoneSaysWhereItShouldBe() throws IOException {
    Files.delete(file);

    assertThatThrownBy(this::ask)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "No readable password-file at "
                + file
                + ": ship it with the job (keystream_secret_files), or put it on every host");
  }

  @Test
  void refusesACallbackItDoesNotKnow() {
    Callback unknown = new ChoiceCallback("?", new String[] {"a"}, 0, false);

    assertThatThrownBy(() -> handler.handle(new Callback[] {unknown}))
        .isInstanceOfSatisfying(
            UnsupportedCallbackException.class, e -> assertThat(e.getCallback()).isSameAs(unknown));
  }

  @Test
  void refusesToBeConfiguredWithoutUserOrPlace() {
    ScramCallbackHandler unconfigured = new ScramCallbackHandler();

    assertThatThrownBy(() -> unconfigured.configure(Map.of(), "", List.of()))
        .isInstanceOf(KafkaException.class)
        .hasMessage("Missing keystream.scram.user: who logs in");
    assertThatThrownBy(
            () -> unconfigured.configure(properties("u", SecretSource.NONE), "", List.of()))
        .isInstanceOf(KafkaException.class)
        .hasMessage(
            "Missing keystream.scram.password.{file,alias,variable}: where the password of user u"
                + " is");
  }

  private String ask() throws IOException, UnsupportedCallbackException {
    NameCallback name = new NameCallback("user");
    PasswordCallback password = new PasswordCallback("password", false);
    handler.handle(new Callback[] {name, password});
    return name.getName() + " " + new String(password.getPassword());
  }

  private static Map<String, Object> properties(String user, SecretSource password) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ScramCallbackHandler.USER_CONFIG, user);
    properties.putAll(password.toProperties(ScramCallbackHandler.PASSWORD_PREFIX));
    return properties;
  }
}
