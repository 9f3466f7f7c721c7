package io.keystream.job.hive;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.CommittedFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class PartitionFoldersTest {
  private final PartitionFolders folders =
      new PartitionFolders(new Path("/data/orders/"), List.of("date", "user"));

  @Test
  void aFolderIsThereOnceWithItsValues() {
    assertThat(
            of(
                "/data/orders/date=2026-01-31/user=a/1.parquet",
                "/data/orders/date=2026-01-31/user=a/2.parquet",
                "/data/orders/date=2026-02-01/user=__HIVE_DEFAULT_PARTITION__/3.parquet"))
        .isEqualTo(
            Map.of(
                "date=2026-01-31/user=a",
                List.of("2026-01-31", "a"),
                "date=2026-02-01/user=__HIVE_DEFAULT_PARTITION__",
                List.of("2026-02-01", "__HIVE_DEFAULT_PARTITION__")));
  }

  @Test
  void valuesAreAsTheRowHadThem() {
    assertThat(of("/data/orders/date=2026-01-31/user=a%2Fb%3D%25%00c é/1.parquet"))
        .containsValue(List.of("2026-01-31", "a/b=%\0c é"));
  }

  @Test
  void whatEarlierReleasesWroteElsewhereIsNoPartition() {
    assertThat(
            of(
                "/data/orders/1.parquet",
                "/data/orders-old/date=2026-01-31/user=a/1.parquet",
                "/data/orders/date=2026-01-31/1.parquet",
                "/data/orders/user=a/date=2026-01-31/1.parquet",
                "/data/orders/date=2026-01-31/user=a/more=1/1.parquet",
                "/data/orders/date=2026-01-31/plain/1.parquet"))
        .isEmpty();
  }

  private Map<String, List<String>> of(String... paths) {
    return folders.of(
        Arrays.stream(paths).map(path -> new CommittedFile("s", path, 1, 1)).toList());
  }
}
