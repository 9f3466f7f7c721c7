package io.keystream.job.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the bytes of an entry, it is read as it was written, or refused. */
class DamageTest {
  @TempDir private Path folder;
  private TestHome home;
  private Path newest;
  private byte[] whole;

  @BeforeEach
  void commit() throws Exception {
    home = new TestHome(folder.resolve("home"));
    Ledger ledger = Ledger.open(home.files(), home.home(), home.claim());
    for (int sequence = 1; sequence <= 3; sequence++) {
      CommittedFile file = new CommittedFile("files/" + sequence, "/out/" + sequence, 2, 10);
      ledger.commit(Entries.ofFiles(sequence, 1, List.of(file)));
    }
    newest = home.local(Ledger.file(home.home(), 3));
    whole = Files.readAllBytes(newest);
  }

  @Test
  void anEntryThatIsCutOffAnywhereIsRefused() throws Exception {
    for (int length = 0; length < whole.length; length++) {
      write(Arrays.copyOf(whole, length));
      assertRefused("cut off at " + length);
    }
  }

  @Test
  void anEntryWithAnyBitFlippedIsRefused() throws Exception {
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      write(flipped);
      assertRefused("bit " + bit + " flipped");
    }
  }

  @Test
  void anEntryInAnothersPlaceIsRefused() throws Exception {
    write(Files.readAllBytes(home.local(Ledger.file(home.home(), 2))));

    assertThatThrownBy(this::peek)
        .isInstanceOf(LedgerException.class)
        .hasMessage(Ledger.file(home.home(), 3) + " holds entry 2");
  }

  @Test
  void anEntryThatIsMissingInTheMiddleIsRefused() throws Exception {
    home.files().delete(Ledger.file(home.home(), 2));

    assertThatThrownBy(this::peek)
        .isInstanceOf(LedgerException.class)
        .hasMessage("Entries are missing from " + home.home().ledger() + ": [2]");
  }

  @Test
  void theMessageTellsWhatWasWantedAndFound() throws Exception {
    write(new String(whole, UTF_8).replace("\"rows\":2", "\"rows\":3").getBytes(UTF_8));

    assertThatThrownBy(this::peek)
        .isInstanceOf(LedgerException.class)
        .hasMessageMatching(
            ".*/ledger/000000000003 is damaged: its checksum is [0-9a-f]{8}, [0-9a-f]{8} was"
                + " written with it");
  }

  private void assertRefused(String damage) {
    assertThatThrownBy(this::peek)
        .as(damage)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("/ledger/000000000003 is damaged: ");
    assertThat(newest).as(damage).exists();
  }

  private Optional<LedgerEntry> peek() throws Exception {
    return Ledger.peek(home.files(), home.home());
  }

  /** Past the checksums of the local file system, which stand beside a file. */
  private void write(byte[] bytes) throws Exception {
    Files.write(newest, bytes);
    Files.deleteIfExists(newest.resolveSibling("." + newest.getFileName() + ".crc"));
  }
}
