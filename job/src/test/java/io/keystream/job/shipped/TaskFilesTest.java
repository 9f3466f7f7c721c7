package io.keystream.job.shipped;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFilesTest {
  @TempDir private Path folder;
  private Path container;
  private Path staging;

  @BeforeEach
  void makeFolders() throws IOException {
    container = Files.createDirectory(folder.resolve("container"));
    staging = Files.createDirectory(folder.resolve("staging"));
    Files.writeString(container.resolve("kafka.keytab"), "old");
  }

  @Test
  void anExecutorWithAnotherFileTakesTheStagedOne() throws Exception {
    Files.writeString(staging.resolve("kafka.keytab"), "new");

    replace("new");

    assertThat(container.resolve("kafka.keytab")).hasContent("new");
  }

  @Test
  void anExecutorThatHasTheFileDoesNotAskForIt() throws Exception {
    replace("old");

    assertThat(container.resolve("kafka.keytab")).hasContent("old");
  }

  @Test
  void aStagedFileThatIsNotWhatTheDriverTookUpIsLeftWhereItIs() throws Exception {
    Files.writeString(staging.resolve("kafka.keytab"), "other");

    assertThatThrownBy(() -> replace("new"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("kafka.keytab in file:")
        .hasMessageEndingWith(" is not what the driver took up");
    assertThat(container.resolve("kafka.keytab")).hasContent("old");
  }

  private void replace(String wanted) throws IOException {
    StagedCopies staged =
        new StagedCopies(new org.apache.hadoop.fs.Path(staging.toUri()), new Configuration());
    TaskFiles.replace(
        new TaskFiles.Wanted(
            1,
            staging.toUri().toString(),
            Map.of("kafka.keytab", Sha256.of(wanted.getBytes(UTF_8)))),
        container,
        staged);
  }
}
