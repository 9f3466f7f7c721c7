package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplaceFileCommandTest {
  @TempDir private Path folder;
  private Path release;
  private Path empty;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void placeRelease() throws Exception {
    release = Releases.complete(folder.resolve("release"));
    empty = Files.writeString(folder.resolve("empty.keytab"), "");
  }

  @Test
  void aFileThatIsNoKeytabIsNotUsed() {
    assertThat(run("keystream.keytab=" + empty)).isEqualTo(1);

    assertThat(err.toString())
        .contains(
            "keystream.keytab from "
                + empty
                + " is not used: "
                + empty
                + " is no keytab: wanted a file that begins with the bytes 05 02. Nothing was"
                + " changed.");
  }

  @Test
  void aNameThatIsNotShippedIsRefusedWithThoseThatAre() {
    assertThat(run("other.keytab=" + empty)).isEqualTo(1);

    assertThat(err.toString())
        .contains(
            "No shipped file other.keytab that a running job can take up; there are"
                + " keystream.keytab. Deploy other files again.");
  }

  @Test
  void theFilesThatCanBeTakenUpAreListed() {
    StringWriter out = new StringWriter();
    int exit =
        Keystream.commandLine()
            .setOut(new PrintWriter(out))
            .execute("--release", release.toString(), "replace-file", "--list", "--json");

    assertThat(exit).isZero();
    assertThat(out.toString()).contains("\"keystream.keytab\"");
  }

  @Test
  void withoutAFileTheUsageIsTold() {
    assertThat(run()).isEqualTo(2);

    assertThat(err.toString()).contains("NAME=FILE").contains("Usage: keystream replace-file");
  }

  private int run(String... files) {
    CommandLine commandLine = Keystream.commandLine().setErr(new PrintWriter(err));
    List<String> arguments =
        new ArrayList<>(List.of("--release", release.toString(), "replace-file"));
    arguments.addAll(List.of(files));
    return commandLine.execute(arguments.toArray(String[]::new));
  }
}
