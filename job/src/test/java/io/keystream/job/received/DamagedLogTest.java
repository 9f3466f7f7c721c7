package io.keystream.job.received;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way to cut off or to flip a bit of a small log: what is read afterwards is what was
 * written, or its beginning where the newest segment was cut off; everything else is refused.
 */
class DamagedLogTest {
  private static final List<String> WRITTEN =
      IntStream.range(0, 12).mapToObj(n -> "the record with number " + n).toList();

  @TempDir private Path folder;
  private TestLog log;

  private void makeLog() throws Exception {
    log = new TestLog(folder.resolve("0"));
    log.write(WRITTEN.toArray(String[]::new));
    assertThat(log.segments()).hasSize(2);
  }

  @Test
  void theNewestSegmentIsCutOffAnywhere() throws Exception {
    makeLog();
    Path newest = log.segments().get(1);
    byte[] whole = Files.readAllBytes(newest);
    int fewest = WRITTEN.size();
    for (int length = whole.length; length >= 0; length--) {
      Files.write(newest, Arrays.copyOf(whole, length));
      List<String> left = log.read();
      assertThat(left).as("cut at " + length).isEqualTo(WRITTEN.subList(0, left.size()));
      assertThat(left.size()).isLessThanOrEqualTo(fewest);
      fewest = left.size();
      assertThat(LogEnd.takeOver(log.files(), log.path()).next()).isEqualTo(left.size());
    }
    assertThat(fewest).isPositive();
  }

  @Test
  void anOlderSegmentIsCutOffAnywhere() throws Exception {
    makeLog();
    Path older = log.segments().get(0);
    byte[] whole = Files.readAllBytes(older);
    for (int length = 0; length < whole.length; length++) {
      Files.write(older, Arrays.copyOf(whole, length));
      assertThat(refusal()).as("cut at " + length).startsWith("Received data is missing: ");
    }
  }

  @Test
  void aSegmentIsMissing() throws Exception {
    log = new TestLog(folder.resolve("0"));
    log.write(IntStream.range(0, 40).mapToObj(n -> "record " + n).toArray(String[]::new));
    List<Path> segments = log.segments();
    assertThat(segments).hasSizeGreaterThan(2);
    Files.delete(segments.get(1));

    assertThat(refusal())
        .startsWith("Received data is missing: file:")
        .contains("00000000000000000000-0000.log ends before record ")
        .endsWith(
            ". Nothing was skipped; go on as runbooks/procedures/repair-received-log.md says");
  }

  @Test
  void anyBitIsFlipped() throws Exception {
    makeLog();
    for (Path segment : log.segments()) {
      byte[] bytes = Files.readAllBytes(segment);
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        Files.write(segment, bytes);
        assertThat(refusal())
            .as("bit " + bit + " of " + segment)
            .startsWith("Received data is damaged: ")
            .contains(segment.getFileName() + " has at byte ");
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      }
      Files.write(segment, bytes);
    }
    assertThat(log.read()).isEqualTo(WRITTEN);
  }

  @Test
  void theReceiverRefusesADamagedSegmentToo() throws Exception {
    makeLog();
    Path newest = log.segments().get(1);
    byte[] bytes = Files.readAllBytes(newest);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(newest, bytes);
      String refusal = null;
      try {
        LogEnd.takeOver(log.files(), log.path());
      } catch (CorruptLogException e) {
        refusal = e.getMessage();
      }
      assertThat(refusal).as("bit " + bit).startsWith("Received data is damaged: ");
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    }
  }

  @Test
  void aSegmentIsCutOffAfterTheDriverSawIt() throws Exception {
    makeLog();
    LogIndex index = log.index();
    Path newest = log.segments().get(1);
    Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 40));

    assertThat(message(() -> log.read(index, 0, index.next())))
        .startsWith("Received data is missing: record ")
        .contains(" was in the log and is not there any more");
  }

  private String refusal() {
    return message(() -> log.read());
  }

  private interface Reading {
    Object run() throws IOException;
  }

  /** Nothing is ever returned instead of what was written. */
  private static String message(Reading reading) {
    try {
      return "read " + reading.run();
    } catch (CorruptLogException e) {
      return e.getMessage();
    } catch (UncheckedIOException e) {
      return e.getCause() instanceof CorruptLogException ? e.getMessage() : "not refused: " + e;
    } catch (IOException e) {
      return "not refused: " + e;
    }
  }
}
