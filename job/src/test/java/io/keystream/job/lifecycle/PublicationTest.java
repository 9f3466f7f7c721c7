package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.ledger.CommittedFile;
import io.keystream.job.ledger.Entries;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.output.Publisher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver does first with what others left, and last with what it wrote. */
class PublicationTest {
  @TempDir private Path folder;
  private TestHome home;
  private Path published;

  @BeforeEach
  void makeHome() {
    home = new TestHome(folder.resolve("home"));
    published = folder.resolve("out/a");
  }

  @Test
  void publishesWhatIsCommittedAndDropsWhatIsOnlyStaged() throws Exception {
    stage(1, 1, "files/a");
    stage(1, 2, "files/b");

    Publication publication = publication(Optional.of(entry()));

    assertThat(publication.done()).isTrue();
    assertThat(published).hasContent("x");
    assertThat(home.files().list(home.home().staging())).isEmpty();
    assertThat(publication.done()).isTrue();
  }

  @Test
  void publishesWhatIsAdded() throws Exception {
    Publication publication = publication(Optional.empty());
    assertThat(publication.done()).isTrue();
    stage(1, 1, "files/a");

    publication.add(entry());

    assertThat(publication.done()).isTrue();
    assertThat(published).hasContent("x");
  }

  @Test
  void dropsNothingBeforeAllIsPublished() throws Exception {
    Path other = stage(1, 2, "files/b");

    Publication publication = publication(Optional.of(entry()));

    assertThatThrownBy(publication::done)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("neither there nor staged");
    assertThat(other).exists();
  }

  private LedgerEntry entry() {
    return Entries.ofFiles(1, 1, List.of(new CommittedFile("files/a", published.toString(), 2, 1)));
  }

  private Path stage(long epoch, long sequence, String name) throws Exception {
    Path staged = home.local(home.home().staging(epoch, sequence)).resolve(name);
    Files.createDirectories(staged.getParent());
    return Files.writeString(staged, "x");
  }

  private Publication publication(Optional<LedgerEntry> last) throws Exception {
    return new Publication(new Publisher(home.files(), home.home()), last, 2, Clock.systemUTC());
  }
}
