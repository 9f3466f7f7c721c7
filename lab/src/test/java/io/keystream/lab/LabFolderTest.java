package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.lab.layout.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabFolderTest {
  @TempDir private Path root;

  @Test
  void folderWithForeignContentIsLeftAlone() throws IOException {
    Path letter = Files.writeString(root.resolve("letter"), "dear");
    LabFolder folder = new LabFolder(new Folders(root));

    assertThatThrownBy(() -> folder.exclusively(() -> folder.clear(options())))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("is not a lab's folder and not empty; set KEYSTREAM_LAB_DIR");
    assertThat(letter).hasContent("dear");
  }

  @Test
  void clearedFolderIsIncompleteAndKnowsItsOptions() {
    LabFolder folder = new LabFolder(new Folders(root));
    folder.exclusively(
        () -> {
          folder.clear(options());
          folder.markComplete();
          folder.clear(options());
        });

    assertThat(folder.isComplete()).isFalse();
    assertThat(folder.options()).contains(options());
  }

  @Test
  void deletedDataLeavesTheLogs() throws IOException {
    LabFolder folder = new LabFolder(new Folders(root));
    folder.exclusively(() -> folder.clear(options()));
    Path log = Files.writeString(root.resolve("logs/kafka.log"), "started");
    Path data = Files.writeString(root.resolve("data/block"), "x");

    folder.deleteData();

    assertThat(log).exists();
    assertThat(data).doesNotExist();
  }

  private LabOptions options() {
    return LabOptions.from(Map.of("KEYSTREAM_CHECKOUT", "/src")).withDirectory(root);
  }
}
