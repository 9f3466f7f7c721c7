package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileSharesTest {
  private static final long MEBI = 1 << 20;

  @Test
  void tasksHaveAboutAsManyBytes() {
    assertThat(FileShares.of(files(4, 1, 3, 2, 1, 1), 3))
        .extracting(share -> share.stream().mapToLong(Arrival::bytes).sum() / MEBI)
        .containsExactly(4L, 4L, 4L);
  }

  @Test
  void everyFileIsInOneShareAndOnlyOne() {
    assertThat(FileShares.of(files(4, 1, 3, 2, 1, 1), 3).stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(files(4, 1, 3, 2, 1, 1));
  }

  @Test
  void aSmallBatchIsLeftToOneTaskAndNoTaskIsWithoutAFile() {
    assertThat(FileShares.of(List.of(file(0, 10), file(1, 0)), 8)).hasSize(1);
    assertThat(FileShares.of(files(40, 1), 8)).hasSize(2);
  }

  private static List<Arrival> files(long... mebibytes) {
    List<Arrival> files = new ArrayList<>();
    for (long each : mebibytes) {
      files.add(file(files.size(), each * MEBI));
    }
    return files;
  }

  private static Arrival file(long number, long bytes) {
    return new Arrival(number, "file:/in/" + number, bytes, 1);
  }
}
