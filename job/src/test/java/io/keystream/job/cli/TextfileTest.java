package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextfileTest {
  @TempDir private Path folder;

  @Test
  void replacesTheFileAndLeavesNoOther() throws Exception {
    Path file = Files.writeString(folder.resolve("keystream_access-logs.prom"), "old");

    Textfile.replace(file, "new\n");

    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .as("readable for node_exporter")
        .isEqualTo("rw-r--r--");
    assertThat(folder.toFile().list()).containsExactly("keystream_access-logs.prom");
  }

  @Test
  void saysWhichFolderIsWanted() {
    Path file = folder.resolve("none/keystream_access-logs.prom");

    assertThatThrownBy(() -> Textfile.replace(file, "new"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("Metrics could not be written to " + file)
        .hasMessageContaining("found no folder " + folder.resolve("none"))
        .hasMessageContaining("--collector.textfile.directory");
  }
}
