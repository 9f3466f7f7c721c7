package io.keystream.security.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordStoreTest {
  private static final String ALIAS = "kafka.password";

  private final Configuration configuration = new Configuration(false);
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"jceks", "localjceks"})
  void aPasswordIsPutInThePlaceOfTheOneBeforeAndOnlyOnce(String scheme) throws IOException {
    String uri = scheme + "://file" + file();

    assertThat(open(uri).holds(ALIAS, "first")).isFalse();
    assertThat(open(uri).put(ALIAS, "first")).isTrue();
    assertThat(open(uri).put(ALIAS, "first")).isFalse();
    assertThat(open(uri).put(ALIAS, "second")).isTrue();
    assertThat(open(uri).put("other", "first")).isTrue();

    SecretSource source = new SecretSource(null, ALIAS, uri, null);
    assertThat(source.read(configuration).orElseThrow().reveal()).isEqualTo("second");
    assertThat(mode()).isEqualTo("rw-------");
  }

  @Test
  void aFileThatOthersCanReadIsClosedToThem() throws IOException {
    String uri = "localjceks://file" + file();
    open(uri).put(ALIAS, "first");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(open(uri).holds(ALIAS, "first")).isFalse();
    assertThat(open(uri).put(ALIAS, "first")).isTrue();
    assertThat(mode()).isEqualTo("rw-------");
    assertThat(open(uri).put(ALIAS, "first")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"user:///", "", "jceks://file/a.jceks,jceks://file/b.jceks"})
  void whatKeepsNoPasswordsIsRefused(String uri) {
    assertThatThrownBy(() -> open(uri))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("'" + uri + "' is no credential provider that keeps passwords");
  }

  private PasswordStore open(String uri) throws IOException {
    return PasswordStore.open(configuration, uri);
  }

  private Path file() {
    return folder.resolve("secrets.jceks");
  }

  private String mode() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }
}
