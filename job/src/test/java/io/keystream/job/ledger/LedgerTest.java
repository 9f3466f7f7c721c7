package io.keystream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final TopicPartition PARTITION = new TopicPartition("access", 0);

  @TempDir private Path folder;
  private TestHome home;
  private Epoch epoch;
  private Ledger ledger;

  @BeforeEach
  void openLedger() throws Exception {
    home = new TestHome(folder.resolve("home"));
    epoch = home.claim();
    ledger = Ledger.open(home.files(), home.home(), epoch);
  }

  @Test
  void aNewLedgerKnowsNothingAndBeginsWithOne() throws Exception {
    assertThat(ledger.last()).isEmpty();
    assertThat(ledger.nextSequence()).isEqualTo(1);
    assertThat(ledger.positions().next()).isEmpty();
    assertThat(ledger.totals()).isEqualTo(RecordCounts.NONE);
    assertThat(Ledger.peek(home.files(), home.home())).isEmpty();
    assertThat(Ledger.recent(home.files(), home.home(), 10)).isEmpty();
  }

  @Test
  void remembersWhatItCommitted() throws Exception {
    LedgerEntry entry = commit(3);

    assertThat(ledger.last()).contains(entry);
    assertThat(ledger.nextSequence()).isEqualTo(2);
    assertThat(ledger.positions().next()).isEqualTo(Map.of(PARTITION, 8L));
    assertThat(ledger.totals()).isEqualTo(new RecordCounts(3, 3, 0, 0));
  }

  @Test
  void tellsWhoWatchesOfEveryCommit() throws Exception {
    List<LedgerEntry> heard = new ArrayList<>();
    ledger.tell(
        (entry, took) -> {
          heard.add(entry);
          assertThat(took).isPositive();
        });

    LedgerEntry first = commit(3);
    LedgerEntry second = commit(0);

    assertThat(heard).containsExactly(first, second);
  }

  @Test
  void isReadByTheNextDriverAsItWas() throws Exception {
    commit(3);
    commit(0);
    LedgerEntry last = commit(4);

    Ledger reopened = home.open();

    assertThat(reopened.last()).contains(last);
    assertThat(reopened.nextSequence()).isEqualTo(4);
    assertThat(reopened.positions().next()).containsEntry(PARTITION, 12L);
    assertThat(reopened.positions().next()).doesNotContainKey(new TopicPartition("access", 1));
    assertThat(reopened.totals().read()).isEqualTo(7);
    assertThat(Ledger.peek(home.files(), home.home())).contains(last);
    assertThat(Ledger.recent(home.files(), home.home(), 2))
        .extracting(LedgerEntry::sequence)
        .containsExactly(2L, 3L);
  }

  @Test
  void refusesAnEntryThatWouldLeaveAGap() throws Exception {
    commit(3);
    LedgerEntry fifth =
        Entries.entry(5, 1, Entries.START, List.of(), RecordCounts.NONE, ledger.totals());

    assertThatThrownBy(() -> ledger.commit(fifth))
        .isInstanceOf(LedgerException.class)
        .hasMessage("Entry 5 would leave a gap: the next is 2");
    assertThat(ledger.nextSequence()).isEqualTo(2);
  }

  @Test
  void isFencedWhereAnotherDriverTookTheSequence() throws Exception {
    LedgerEntry mine = Entries.next(ledger, epoch, 3);
    LedgerEntry other = Entries.next(ledger, epoch, 5);
    Entries.put(home, other);

    assertThatThrownBy(() -> ledger.commit(mine))
        .isInstanceOf(FencedException.class)
        .hasMessage(
            "Another driver has already written "
                + Ledger.file(home.home(), 1)
                + ", so epoch 1 stops");
    assertThat(Ledger.peek(home.files(), home.home())).contains(other);
    assertThat(ledger.last()).isEmpty();
  }

  @Test
  void isFencedByANewerDriver() throws Exception {
    LedgerEntry mine = Entries.next(ledger, epoch, 3);
    home.open();

    assertThatThrownBy(() -> ledger.commit(mine))
        .isInstanceOf(FencedException.class)
        .hasMessage("Epoch 1 was closed by a newer driver of " + home.home().root());
    assertThat(home.files().list(home.home().ledger())).isEmpty();
  }

  @Test
  void doesNotOpenWhenAnEntryInTheMiddleIsMissing() throws Exception {
    for (int i = 0; i < 6; i++) {
      commit(1);
    }
    home.files().delete(Ledger.file(home.home(), 3));
    home.files().delete(Ledger.file(home.home(), 4));

    assertThatThrownBy(home::open)
        .isInstanceOf(LedgerException.class)
        .hasMessage("Entries are missing from " + home.home().ledger() + ": [3, 4]");
  }

  @Test
  void doesNotOpenWhenAFileHoldsAnotherEntry() throws Exception {
    commit(1);
    commit(1);
    Files.copy(local(1), local(2), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(home::open)
        .isInstanceOf(LedgerException.class)
        .hasMessage(Ledger.file(home.home(), 2) + " holds entry 1");
  }

  @Test
  void doesNotOpenWhenTheNewestEntryIsCutAtAnyByte() throws Exception {
    commit(1);
    byte[] whole = Files.readAllBytes(local(1));
    for (int length = 0; length < whole.length; length++) {
      Files.write(local(1), java.util.Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> Ledger.peek(home.files(), home.home()))
          .as("cut to %d bytes", length)
          .isInstanceOf(LedgerException.class)
          .hasMessageStartingWith(Ledger.file(home.home(), 1) + " is damaged: ");
    }
  }

  /** A changed digit may give another valid entry; anything else is told, and never crashes. */
  @Test
  void eitherReadsAnEntryOrNamesItsFileWhicheverByteIsChanged() throws Exception {
    commit(1);
    byte[] whole = Files.readAllBytes(local(1));
    for (int position = 0; position < whole.length; position++) {
      for (byte value : new byte[] {0, ' ', '"', '{', '}', ',', '7', (byte) 0xff}) {
        byte[] changed = whole.clone();
        changed[position] = value;
        Files.write(local(1), changed);
        try {
          Ledger.peek(home.files(), home.home());
        } catch (LedgerException e) {
          assertThat(e).hasMessageStartingWith(Ledger.file(home.home(), 1).toString());
        }
      }
    }
  }

  @Test
  void doesNotOpenWhenTheNewestEntryHoldsNothingOfUse() throws Exception {
    commit(1);
    for (String text :
        List.of("", "null", "[]", "{}", "7", "\"x\"", "\0\0\0\0", "{\"sequence\":1}")) {
      Files.writeString(local(1), text);

      assertThatThrownBy(home::open)
          .as(text)
          .isInstanceOf(LedgerException.class)
          .hasMessageStartingWith(Ledger.file(home.home(), 1) + " is damaged: ");
    }
  }

  @Test
  void doesNotOpenWhenTheNewestEntryIsFollowedByMore() throws Exception {
    commit(1);
    Files.writeString(local(1), Files.readString(local(1)) + "{}");

    assertThatThrownBy(home::open)
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith(Ledger.file(home.home(), 1) + " is damaged: ");
  }

  @Test
  void doesNotMindFilesOfOtherKinds() throws Exception {
    LedgerEntry entry = commit(1);
    home.files().write(new org.apache.hadoop.fs.Path(home.home().ledger(), "README"), "x");
    home.files().write(new org.apache.hadoop.fs.Path(home.home().ledger(), "1"), "x");

    assertThat(home.open().last()).contains(entry);
  }

  private LedgerEntry commit(long records) throws Exception {
    LedgerEntry entry = Entries.next(ledger, epoch, records);
    ledger.commit(entry);
    return entry;
  }

  private Path local(long sequence) {
    return home.local(Ledger.file(home.home(), sequence));
  }
}
