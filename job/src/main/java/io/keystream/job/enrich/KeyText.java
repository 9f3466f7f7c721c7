package io.keystream.job.enrich;

import io.keystream.job.record.Reasons;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** Keys for people: {@code id = 17, day = 2026-01-31}. */
final class KeyText {
  private KeyText() {}

  static String of(InternalRow key, StructType columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.apply(i).name() + " = " + value(key, i, columns))
        .collect(Collectors.joining(", "));
  }

  private static String value(InternalRow key, int ordinal, StructType columns) {
    var type = columns.apply(ordinal).dataType();
    Object value = key.get(ordinal, type);
    if (value instanceof Integer day && type instanceof DateType) {
      return LocalDate.ofEpochDay(day).toString();
    }
    if (value instanceof Long micros && type instanceof TimestampType) {
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
    if (value instanceof byte[] bytes) {
      return Reasons.shown(HexFormat.of().formatHex(bytes));
    }
    return Reasons.shown(String.valueOf(value));
  }
}
