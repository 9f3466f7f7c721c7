package io.keystream.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordSourceTest {
  private final Configuration configuration = new Configuration(false);
  @TempDir private Path folder;

  @Test
  void withoutASourceThereIsNoPassword() throws IOException {
    assertThat(new PasswordSource(null, null, null).read(configuration)).isNull();
  }

  @Test
  void aFileHoldsOneLine() throws IOException {
    Path file = folder.resolve("db.password");
    PasswordSource source = new PasswordSource(file.toString(), null, null);
    assertThatThrownBy(() -> source.read(configuration))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "No readable password-file at "
                + file
                + ": ship it with the job (keystream_files), or put it on every host");
    Files.writeString(file, " p\u00e4ss word\n");
    assertThat(source.read(configuration)).isEqualTo("p\u00e4ss word");
    Files.writeString(file, "s3cret\nother\n");
    assertThatThrownBy(() -> source.read(configuration))
        .isInstanceOf(IOException.class)
        .hasMessage("The password-file " + file + " has to hold one line, the password");
  }

  @Test
  void aCredentialProviderIsReadAnewEachTime() throws IOException {
    String provider = "jceks://file" + folder.resolve("secrets.jceks");
    PasswordSource source = new PasswordSource(null, "db.password", provider);
    configuration.set("db.password", "not from here");
    assertThatThrownBy(() -> source.read(configuration))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "No password-alias db.password in "
                + provider
                + ": hadoop credential create db.password -provider "
                + provider);
    put(provider, "first");
    assertThat(source.read(configuration)).isEqualTo("first");
    put(provider, "second");
    assertThat(source.read(configuration)).isEqualTo("second");
  }

  private static void put(String uri, String password) throws IOException {
    Configuration configuration = new Configuration(false);
    configuration.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, uri);
    CredentialProvider provider = CredentialProviderFactory.getProviders(configuration).get(0);
    if (provider.getCredentialEntry("db.password") != null) {
      provider.deleteCredentialEntry("db.password");
    }
    provider.createCredentialEntry("db.password", password.toCharArray());
    provider.flush();
  }
}
