package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.OffsetSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class SharesTest {
  @Test
  void aSmallBatchIsLeftInOneTask() {
    assertThat(Shares.of(List.of(span(0, 0, 10), span(1, 0, 10)), 8)).hasSize(1);
  }

  @Test
  void oneLargePartitionIsReadByAsManyTasksAsCanRun() {
    assertThat(Shares.of(List.of(span(0, 5, 40_005)), 4))
        .containsExactly(
            List.of(span(0, 5, 10_005)),
            List.of(span(0, 10_005, 20_005)),
            List.of(span(0, 20_005, 30_005)),
            List.of(span(0, 30_005, 40_005)));
  }

  @Test
  void manyPartitionsAreReadByNoMoreTasksThanCanRun() {
    List<OffsetSpan> spans = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      spans.add(span(i, 0, 1_000));
    }

    assertThat(Shares.of(spans, 2)).hasSize(2);
  }

  @Test
  void everyOffsetIsReadOnceAndNoTaskReadsMuchMoreThanAnother() {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<OffsetSpan> spans = new ArrayList<>();
      int partitions = 1 + random.nextInt(20);
      for (int i = 0; i < partitions; i++) {
        long from = random.nextInt(100);
        spans.add(span(i, from, from + 1 + random.nextInt(60_000)));
      }
      List<List<OffsetSpan>> shares = Shares.of(spans, 1 + random.nextInt(9));

      assertThat(joined(shares)).as("seed %d", seed).isEqualTo(spans);
      long total = spans.stream().mapToLong(OffsetSpan::count).sum();
      long fair = (total + shares.size() - 1) / shares.size();
      assertThat(shares)
          .as("seed %d", seed)
          .allMatch(share -> count(share) <= fair + shares.size());
    }
  }

  private static List<OffsetSpan> joined(List<List<OffsetSpan>> shares) {
    List<OffsetSpan> joined = new ArrayList<>();
    shares.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(OffsetSpan::partition).thenComparing(OffsetSpan::from))
        .forEach(
            span -> {
              OffsetSpan last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
              if (last != null && last.partition() == span.partition()) {
                assertThat(span.from()).isEqualTo(last.until());
                joined.set(joined.size() - 1, span(span.partition(), last.from(), span.until()));
              } else {
                joined.add(span);
              }
            });
    return joined;
  }

  private static long count(List<OffsetSpan> share) {
    return share.stream().mapToLong(OffsetSpan::count).sum();
  }

  private static OffsetSpan span(int partition, long from, long until) {
    return new OffsetSpan("t", partition, from, until);
  }
}
