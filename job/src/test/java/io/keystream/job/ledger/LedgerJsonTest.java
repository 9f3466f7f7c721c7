package io.keystream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerJsonTest {
  private static final LedgerEntry ENTRY =
      new LedgerEntry(
          7,
          Instant.parse("2026-01-31T10:15:30.123Z"),
          Instant.parse("2026-01-31T10:15:31.123Z"),
          3,
          "0123456789abcdef",
          List.of(
              new OffsetSpan("access", 0, 5, Long.MAX_VALUE), new OffsetSpan("access", 1, 0, 0)),
          Map.of("access", "QYYcqcnpRqyHF7d0gPWGaw"),
          List.of(new LostRange("access", 0, 3, 5, LostRange.DELETED)),
          List.of(
              OutputCommit.of(
                  "files", List.of(new CommittedFile("files/a", "/data/\"ä\"/a", 2, 34))),
              OutputCommit.spooled("db", List.of(new SpooledFile("db/b", 1, 2, 40)), 3).after(6)),
          new RecordCounts(3, 2, 0, 1),
          new RecordCounts(30, 20, 5, 5));

  private static final String JSON =
      "{\"sequence\":7,\"batch_time\":\"2026-01-31T10:15:30.123Z\","
          + "\"committed_at\":\"2026-01-31T10:15:31.123Z\",\"epoch\":3,"
          + "\"fingerprint\":\"0123456789abcdef\",\"offsets\":["
          + "{\"topic\":\"access\",\"partition\":0,\"from\":5,\"until\":9223372036854775807},"
          + "{\"topic\":\"access\",\"partition\":1,\"from\":0,\"until\":0}],"
          + "\"topic_ids\":{\"access\":\"QYYcqcnpRqyHF7d0gPWGaw\"},\"lost\":["
          + "{\"topic\":\"access\",\"partition\":0,\"position\":3,\"resumed\":5,"
          + "\"reason\":\"deleted\"}],"
          + "\"outputs\":[{\"name\":\"files\",\"rows\":2,\"files\":[{\"staged\":\"files/a\","
          + "\"path\":\"/data/\\\"ä\\\"/a\",\"rows\":2,\"bytes\":34}],"
          + "\"spooled\":[],\"shares\":0,\"previous\":0},"
          + "{\"name\":\"db\",\"rows\":2,\"files\":[],\"spooled\":[{\"staged\":\"db/b\","
          + "\"share\":1,\"rows\":2,\"bytes\":40}],\"shares\":3,\"previous\":6}],"
          + "\"records\":{\"read\":3,\"written\":2,\"filtered\":0,\"dead_lettered\":1},"
          + "\"totals\":{\"read\":30,\"written\":20,\"filtered\":5,\"dead_lettered\":5},"
          + "\"replay\":null,\"repair\":null}";

  /** What older releases wrote must stay readable, so the text is fixed here. */
  @Test
  void anEntryIsOneLineInSnakeCase() {
    assertThat(LedgerJson.write(ENTRY)).isEqualTo(JSON);
  }

  @Test
  void anEntryIsReadAsItWasWritten() {
    assertThat(read(JSON)).isEqualTo(ENTRY);
  }

  @Test
  void anEntryOfReplayedDeadLettersTellsWhich() {
    String replay =
        "{\"request\":\"one\",\"letters\":3,\"kept\":1,\"files\":[{\"path\":\"/dead/a\","
            + "\"retired\":\"/dead/.replayed/7/a\",\"rows\":4}]}";
    String json = JSON.replace("\"replay\":null", "\"replay\":" + replay);

    LedgerEntry entry = read(json);

    assertThat(entry.replay())
        .isEqualTo(
            new Replay(
                "one", 3, 1, List.of(new ReplayedFile("/dead/a", "/dead/.replayed/7/a", 4))));
    assertThat(LedgerJson.write(entry)).isEqualTo(json);
    assertThat(entry.added()).isEqualTo(new RecordCounts(0, 2, 0, -2));
  }

  @Test
  void anEntryOfFilesThatWereMadeAgainTellsWhich() {
    String repair =
        "{\"request\":\"one\",\"entry\":3,"
            + "\"before\":{\"read\":3,\"written\":1,\"filtered\":0,\"dead_lettered\":2},"
            + "\"files\":[{\"path\":\"/out/a\",\"retired\":\"/out/.replaced/7/a\",\"rows\":1}]}";
    String json = JSON.replace("\"repair\":null", "\"repair\":" + repair);

    LedgerEntry entry = read(json);

    assertThat(entry.repair())
        .isEqualTo(
            new Repair(
                "one",
                3,
                new RecordCounts(3, 1, 0, 2),
                List.of(new ReplayedFile("/out/a", "/out/.replaced/7/a", 1))));
    assertThat(LedgerJson.write(entry)).isEqualTo(json);
    assertThat(entry.added()).isEqualTo(new RecordCounts(0, 1, 0, -1));
  }

  @Test
  void keysOfANewerVersionAreLeftAside() {
    String newer =
        JSON.replace("{\"sequence\":7,", "{\"of_tomorrow\":[{\"x\":1}],\"sequence\":7,")
            .replace("\"bytes\":34", "\"bytes\":34,\"checksum\":\"x\"");

    assertThat(read(newer)).isEqualTo(ENTRY);
  }

  @Test
  void aMissingKeyIsDamage() {
    assertThatThrownBy(() -> read(JSON.replace("\"epoch\":3,", "")))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith("ledger/7 is damaged: ")
        .hasMessageContaining("'epoch'")
        .hasMessageEndingWith("(found " + (JSON.length() - 10) + " characters)");
  }

  @Test
  void aMissingKeyIsDamageAlsoWhereItsValueMayBeNull() {
    assertThatThrownBy(() -> read(JSON.replace(",\"replay\":null", "")))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith("ledger/7 is damaged: ")
        .hasMessageContaining("'replay'");
  }

  @Test
  void aNumberThatIsNullIsDamage() {
    assertThatThrownBy(() -> read(JSON.replace("\"epoch\":3", "\"epoch\":null")))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith("ledger/7 is damaged: ");
  }

  @Test
  void aTimeOfAnotherFormIsDamage() {
    assertThatThrownBy(() -> read(JSON.replace("2026-01-31T10:15:30.123Z", "yesterday")))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith("ledger/7 is damaged: ")
        .hasMessageContaining("yesterday");
  }

  @Test
  void countsThatDoNotBalanceAreDamage() {
    assertThatThrownBy(() -> read(JSON.replace("\"read\":3,", "\"read\":4,")))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith("ledger/7 is damaged: ")
        .hasMessageContaining("does not account for every record it read");
  }

  private static LedgerEntry read(String json) {
    return LedgerJson.read(json, LedgerEntry.class, "ledger/7");
  }
}
