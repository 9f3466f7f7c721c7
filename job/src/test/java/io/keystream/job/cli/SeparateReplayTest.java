package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.ReplayPipeline;
import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.ledger.OffsetSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder may be the target of. */
class SeparateReplayTest {
  private static final List<OffsetSpan> OFFSETS = List.of(new OffsetSpan("access", 0, 5, 9));

  @TempDir private Path temporary;
  private Path into;
  private Cluster cluster;
  private SeparateReplay replay;

  @BeforeEach
  void connect() throws Exception {
    into = temporary.resolve("again");
    cluster = Cluster.connect(Release.load(Releases.complete(temporary.resolve("release"))));
    ReplayPipeline target = new ReplayPipeline(cluster.release().pipeline(), into.toString());
    replay = new SeparateReplay(cluster, target, Map.of(), line -> {});
  }

  @AfterEach
  void disconnect() {
    cluster.close();
  }

  @Test
  void aFolderThatIsNotThereIsTaken() throws Exception {
    assertThat(replay.offsets("entry:1", "entry:2", () -> OFFSETS)).isEqualTo(OFFSETS);
    assertThat(into).as("until something is submitted").doesNotExist();
  }

  @Test
  void aRunThatWasPreparedAndNoMoreIsNoObstacle() throws Exception {
    Files.createDirectories(into.resolve(".replay"));

    assertThat(replay.offsets("entry:1", "entry:2", () -> OFFSETS)).isEqualTo(OFFSETS);
  }

  @Test
  void aFolderWithAnythingElseIsRefused() throws Exception {
    Files.createDirectories(into.resolve("files"));

    assertThatThrownBy(() -> replay.offsets("entry:1", "entry:2", () -> OFFSETS))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(into + " is not empty: choose another folder");
  }

  @Test
  void theSameRangeIsTheOneOfTheFirstTime() throws Exception {
    note("logs", "entry:1", "entry:2");

    assertThat(replay.offsets("entry:1", "entry:2", List::of)).isEqualTo(OFFSETS);
  }

  @Test
  void anotherRangeOrPipelineIsRefused() throws Exception {
    note("other", "entry:1", "entry:2");

    assertThatThrownBy(() -> replay.offsets("entry:1", "entry:2", () -> OFFSETS))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            into + " is the target of other from entry:1 to entry:2: choose another folder");
  }

  private void note(String pipeline, String from, String to) throws IOException {
    Path note = into.resolve(".replay/replay.json");
    Files.createDirectories(note.getParent());
    Files.writeString(
        note, LedgerJson.write(new SeparateReplay.Asked(pipeline, from, to, OFFSETS)));
  }
}
