package io.keystream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTimeTest {
  @TempDir private Path folder;

  @Test
  void theDriversTimeIsThatOutsideOfTasks() throws IOException {
    Path file = Files.writeString(folder.resolve("batches"), "1000,5,300,250\n2000,0,310,260\n");

    List<BatchTime> batches = BatchTime.read(file);

    assertThat(batches)
        .containsExactly(new BatchTime(1_000, 5, 300, 250), new BatchTime(2_000, 0, 310, 260));
    assertThat(batches).allSatisfy(batch -> assertThat(batch.driver()).isEqualTo(50));
  }

  @Test
  void aPercentileIsAValueThatWasSeen() {
    List<BatchTime> batches =
        List.of(new BatchTime(0, 0, 30, 0), new BatchTime(0, 0, 10, 0), new BatchTime(0, 0, 20, 0));

    assertThat(BatchTime.percentile(batches, BatchTime::took, 0.5)).isEqualTo(20);
    assertThat(BatchTime.percentile(batches, BatchTime::took, 0.99)).isEqualTo(30);
    assertThat(BatchTime.percentile(List.of(), BatchTime::took, 0.5)).isZero();
  }

  @Test
  void theStartIsWorkedOffWithTheFirstBatchThatDoesNotDelayTheNext() {
    BatchTime slow = new BatchTime(1_000, 5, 4_000, 3_000);
    BatchTime waited = new BatchTime(2_000, 700, 400, 300);
    BatchTime inTime = new BatchTime(3_000, 300, 700, 600);

    assertThat(BatchTime.firstInTime(List.of(slow, waited, inTime))).hasValue(3_000);
    assertThat(BatchTime.firstInTime(List.of(slow, waited))).isEmpty();
  }
}
