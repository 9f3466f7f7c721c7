package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupportArchiveTest {
  @TempDir private Path folder;

  @Test
  void whatCannotBeHadIsNamedBesideAllElse() throws Exception {
    Path file = folder.resolve("bundle.zip");
    try (SupportArchive archive = SupportArchive.create(file)) {
      archive.add("status.json", () -> "{}");
      archive.add(
          "logs/driver",
          () -> {
            throw new IOException("NodeManager does not answer");
          });
    }

    assertThat(ZipTexts.read(file, "status.json")).isEqualTo("{}");
    assertThat(ZipTexts.read(file, "problems.txt"))
        .isEqualTo("logs/driver: java.io.IOException: NodeManager does not answer\n");
  }

  @Test
  void itIsClosedToOthersAndWritesOverNothing() throws Exception {
    Path file = folder.resolve("bundle.zip");
    SupportArchive.create(file).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> SupportArchive.create(file))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("bundle.zip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.hadoop.some.password=hunter2",
        "ssl.keystore.password = hunter2",
        "  password: hunter2 and more",
        "  password=\"hunter2\";",
        "\"client_secret\": \"hunter2\"",
        "export DB_PASS=\"hunter2\"",
        "{\"message\":\"{\\\"client_secret\\\": \\\"hunter2\\\"}\"}",
        "DB_PASSWD=hunter2",
      })
  void valuesOfWhatIsCalledLikeASecretAreLeftOut(String line) throws Exception {
    Path file = folder.resolve("bundle.zip");
    try (SupportArchive archive = SupportArchive.create(file)) {
      archive.add("text", () -> "before=1\n" + line + "\nafter=2\n");
    }

    assertThat(ZipTexts.read(file, "text"))
        .startsWith("before=1\n")
        .endsWith("***\nafter=2\n")
        .doesNotContain("hunter2");
  }
}
