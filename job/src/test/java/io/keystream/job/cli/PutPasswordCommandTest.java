package io.keystream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.security.secrets.SecretSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PutPasswordCommandTest {
  private final InputStream input = System.in;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;
  private Path release;
  private String provider;

  @BeforeEach
  void placeRelease() throws IOException {
    release = Releases.complete(folder.resolve("release"));
    provider = "localjceks://file" + folder.resolve("secrets.jceks");
  }

  @AfterEach
  void giveInputBack() {
    System.setIn(input);
  }

  @Test
  void aPasswordIsReadFromStandardInputAndNeverPrinted() throws IOException {
    assertThat(run("päss\n")).isZero();
    assertThat(run("päss\n", "--json")).isZero();

    assertThat(out.toString())
        .isEqualTo(
            "put a password as db.password into "
                + provider
                + "\n{\"alias\":\"db.password\",\"provider\":\""
                + provider
                + "\",\"changed\":false}\n");
    assertThat(err.toString()).isEmpty();
    SecretSource source = new SecretSource(null, "db.password", provider, null);
    assertThat(source.read(new Configuration(false)).orElseThrow().reveal()).isEqualTo("päss");
  }

  @Test
  void aRehearsalPutsNothing() {
    assertThat(run("päss", "--dry-run")).isZero();

    assertThat(out.toString()).startsWith("would put a password as db.password into ");
    assertThat(folder.resolve("secrets.jceks")).doesNotExist();
  }

  @Test
  void noPasswordAndNoProviderAreToldApart() {
    assertThat(run("\n")).isEqualTo(1);
    assertThat(err.toString())
        .contains("No password for db.password: wanted one on the first line of standard input");

    provider = "file:///secrets";
    assertThat(run("päss")).isEqualTo(1);
    assertThat(err.toString()).contains("db.password is not put into file:///secrets: ");
  }

  private int run(String line, String... options) {
    System.setIn(new ByteArrayInputStream(line.getBytes(UTF_8)));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--release",
                release.toString(),
                "put-password",
                "db.password",
                "--provider",
                provider));
    arguments.addAll(List.of(options));
    return Keystream.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }
}
