package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.ledger.FencedException;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalLogTest {
  @TempDir private Path folder;
  private TestHome home;

  @BeforeEach
  void makeHome() {
    home = new TestHome(folder.resolve("home"));
  }

  @Test
  void numbersStayWhatTheyAre() throws IOException {
    ArrivalLog log = open(100);
    log.append(List.of(file("a"), file("b")));
    log.append(List.of(file("c")));

    ArrivalLog again = open(100);
    assertThat(again.next()).isEqualTo(3);
    assertThat(again.range(0, 3)).isEqualTo(log.range(0, 3));
    assertThat(again.newest("file:/in/c")).contains(new Arrival(2, "file:/in/c", 7, 9));
    assertThat(again.newest("file:/in/d")).isEmpty();
  }

  @Test
  void anOldDriverCannotAppend() throws IOException {
    ArrivalLog old = open(100);
    open(100).append(List.of(file("a")));

    assertThatThrownBy(() -> old.append(List.of(file("b")))).isInstanceOf(FencedException.class);
    assertThatThrownBy(old::ensureOwn)
        .isInstanceOf(FencedException.class)
        .hasMessage("Epoch 1 was closed by a newer driver of " + home.home().root());
    assertThat(open(100).range(0, 9)).extracting(Arrival::path).containsExactly("file:/in/a");
  }

  @Test
  void whatIsNotNeededIsDroppedAndTheNumberOfFilesStaysBounded() throws IOException {
    ArrivalLog log = open(3);
    for (int i = 0; i < 50; i++) {
      log.append(List.of(file("f" + i)));
      log.fold(arrival -> arrival.number() % 10 == 0);
    }

    ArrivalLog again = open(3);
    assertThat(again.next()).isEqualTo(50);
    assertThat(again.range(0, 40)).extracting(Arrival::number).containsExactly(0L, 10L, 20L, 30L);
    try (Stream<Path> files = Files.list(arrivals())) {
      assertThat(files.count()).isLessThanOrEqualTo(5);
    }
  }

  @Test
  void aListWithAGapIsRefused() throws IOException {
    ArrivalLog log = open(100);
    log.append(List.of(file("a")));
    log.append(List.of(file("b")));
    Files.delete(arrivals().resolve("000000000000"));

    assertThatThrownBy(() -> open(100))
        .isInstanceOf(LedgerException.class)
        .hasMessageEndingWith(
            "arrivals/000000000001 holds file number 1, the next is 0: a part of the list is"
                + " missing");
  }

  @Test
  void aDamagedListIsRefused() throws IOException {
    open(100).append(List.of(file("a")));
    Path damaged = arrivals().resolve("000000000000");
    Files.writeString(damaged, Files.readString(damaged).substring(0, 20));

    assertThatThrownBy(() -> open(100))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("arrivals/000000000000 is damaged: ");
  }

  private Path arrivals() {
    return folder.resolve("home/received/in/arrivals");
  }

  /** As a new driver does. */
  private ArrivalLog open(int mostOpen) throws IOException {
    return ArrivalLog.open(home.files(), home.home(), home.claim(), "in", mostOpen);
  }

  private static FileStatus file(String name) {
    return new FileStatus(7, false, 1, 1, 9, new org.apache.hadoop.fs.Path("file:/in/" + name));
  }
}
