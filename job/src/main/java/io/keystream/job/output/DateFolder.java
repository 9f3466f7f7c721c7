package io.keystream.job.output;

import java.io.Serializable;
import java.time.LocalDate;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Which folder a row is put into.
 *
 * @param column index of the timestamp whose day in UTC decides, or -1 for one folder for all
 */
record DateFolder(int column) implements Serializable {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final String NO_DATE = "__HIVE_DEFAULT_PARTITION__";

  /** The folder below the output, such as {@code date=2026-01-31}, or empty. */
  String of(InternalRow row) {
    if (column < 0) {
      return "";
    }
    String date =
        row.isNullAt(column)
            ? NO_DATE
            : LocalDate.ofEpochDay(Math.floorDiv(row.getLong(column), MICROS_PER_DAY)).toString();
    return "date=" + date;
  }
}
