package io.keystream.bench;

import io.keystream.lab.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads back what contenders wrote: all records as rows, and the same rows by all of them. */
final class RowCheck {
  private record Digest(Contender contender, long value) {}

  private final long records;
  private final RunFolders folders;

  /** What the first contender wrote, without a query and with one. */
  private final Map<Boolean, Digest> first = new HashMap<>();

  /**
   * @param records how many rows each contender has to write
   */
  RowCheck(long records, RunFolders folders) {
    this.records = records;
    this.folders = folders;
  }

  /**
   * Checks a run of a contender that writes rows.
   *
   * @param values whether to compare every value with what the contenders before it wrote, or to
   *     count rows by the files' footers only
   * @return what was found, for people; empty for a contender that writes nothing
   * @throws LabException if it is not what it should be
   */
  String check(Contender contender, String round, boolean values) throws IOException {
    Optional<Path> output = contender.output().map(folders.run(contender, round)::resolve);
    if (output.isEmpty()) {
      return "";
    }
    WrittenRows rows = WrittenRows.in(output.get());
    long count = rows.count();
    if (count != records) {
      throw new LabException(
          "%s wrote %,d rows, wanted %,d; its log is %s"
              .formatted(contender.label(), count, records, folders.log(contender, round)));
    }
    if (values) {
      compare(new Digest(contender, rows.digest()));
    }
    return "%d files, %,d MB".formatted(rows.files(), rows.bytes() / 1_000_000);
  }

  private void compare(Digest found) {
    Digest before = first.putIfAbsent(found.contender().transforms(), found);
    if (before != null && before.value() != found.value()) {
      throw new LabException(
          "%s and %s wrote as many rows, but not the same values: one of them parses wrongly"
              .formatted(before.contender().label(), found.contender().label()));
    }
  }
}
