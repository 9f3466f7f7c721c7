package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.Epoch;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver does first with what the one before it left. */
class TakeOverTest {
  @TempDir private Path folder;

  @Test
  void publishesWhatIsCommittedAndDropsWhatIsOnlyStaged() throws Exception {
    TestHome home = new TestHome(folder.resolve("home"));
    Epoch old = home.claim();
    Path published = folder.resolve("out/a");
    Ledger.open(home.files(), home.home(), old)
        .commit(
            Entries.ofFiles(
                1, 1, List.of(new CommittedFile("files/a", published.toString(), 2, 1))));
    Path committed = home.local(home.home().staging(1, 1)).resolve("files/a");
    Path uncommitted = home.local(home.home().staging(1, 2)).resolve("files/b");
    for (Path staged : List.of(committed, uncommitted)) {
      Files.createDirectories(staged.getParent());
      Files.writeString(staged, "x");
    }

    RunningPipeline running =
        RunningPipeline.takeOver(
            PipelineYaml.minimal().config(), "0123", home.home(), home.files(), home.claim());

    assertThat(running.epoch()).isEqualTo(2);
    assertThat(running.lastSequence()).isEqualTo(1);
    assertThat(RunningPipeline.current()).isSameAs(running);
    assertThat(published).hasContent("x");
    assertThat(home.files().list(home.home().staging())).isEmpty();
  }
}
