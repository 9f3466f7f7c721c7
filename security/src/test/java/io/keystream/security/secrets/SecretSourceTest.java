package io.keystream.security.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSourceTest {
  private static final String NOT_SET = "KEYSTREAM_TEST_NOT_SET";

  private final Configuration configuration = new Configuration(false);
  @TempDir private Path folder;

  @Test
  void withoutASourceThereIsNoSecret() throws IOException {
    assertThat(SecretSource.NONE.read(configuration)).isEmpty();
    assertThat(SecretSource.NONE.isPresent()).isFalse();
    assertThat(SecretSource.NONE).hasToString("no password");
  }

  @Test
  void aSecretIsPrintedAsStars() {
    assertThat(new Secret("s3cret")).hasToString("****");
    assertThat(Optional.of(new Secret("s3cret")).toString()).doesNotContain("s3cret");
  }

  @Test
  void aFileHoldsOneLine() throws IOException {
    Path file = folder.resolve("db.password");
    SecretSource source = SecretSource.ofFile(file.toString());
    assertThatThrownBy(() -> source.read(configuration))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "No readable password-file at "
                + file
                + ": ship it with the job (keystream_secret_files), or put it on every host");
    Files.writeString(file, " p\u00e4ss word\n");
    assertThat(read(source)).isEqualTo("p\u00e4ss word");
    Files.writeString(file, "s3cret\nother\n");
    assertThatThrownBy(() -> source.read(configuration))
        .isInstanceOf(IOException.class)
        .hasMessage("The password-file " + file + " has to hold one line, the password");
  }

  @Test
  void aCredentialProviderIsReadAnewEachTime() throws IOException {
    String provider = "jceks://file" + folder.resolve("secrets.jceks");
    SecretSource source = new SecretSource(null, "db.password", provider, null);
    configuration.set("db.password", "not from here");
    assertThatThrownBy(() -> source.read(configuration))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "No password-alias db.password in "
                + provider
                + ": hadoop credential create db.password -provider "
                + provider);
    put(provider, "first");
    assertThat(read(source)).isEqualTo("first");
    put(provider, "second");
    assertThat(read(source)).isEqualTo("second");
  }

  @Test
  void aVariableIsOneOfTheProcess() throws IOException {
    String path = "PATH";
    assertThat(read(new SecretSource(null, null, null, path))).isEqualTo(System.getenv(path));
    assertThatThrownBy(() -> new SecretSource(null, null, null, NOT_SET).read(configuration))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "No password-variable KEYSTREAM_TEST_NOT_SET in the environment of this process: set it"
                + " on the gateway and in that of the NodeManagers, and let them pass it on"
                + " (yarn.nodemanager.env-whitelist)");
  }

  @Test
  void thePlaceTravelsInTheProperties() {
    List<SecretSource> places =
        List.of(
            SecretSource.NONE,
            SecretSource.ofFile("kafka.password"),
            new SecretSource(null, "a", null, null),
            new SecretSource(null, "a", "jceks://hdfs/x", null),
            new SecretSource(null, null, null, "V"));
    assertThat(places)
        .allSatisfy(
            place -> {
              Map<String, Object> properties = place.toProperties("p.");
              assertThat(SecretSource.fromProperties(properties, "p.")).isEqualTo(place);
            });
    assertThat(places)
        .extracting(SecretSource::toString)
        .containsExactly(
            "no password",
            "password-file kafka.password",
            "password-alias a in the cluster's credential provider",
            "password-alias a in jceks://hdfs/x",
            "password-variable V");
  }

  private String read(SecretSource source) throws IOException {
    return source.read(configuration).orElseThrow().reveal();
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
