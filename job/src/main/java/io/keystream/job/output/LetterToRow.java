package io.keystream.job.output;

import io.keystream.job.record.RecordMetadata;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** The row of a dead letter that stays one, as it was. */
final class LetterToRow implements Function<DeadLetter, InternalRow> {
  private static final long serialVersionUID = 1L;

  @Override
  public InternalRow call(DeadLetter letter) {
    return new GenericInternalRow(
        new Object[] {
          UTF8String.fromString(letter.topic()),
          letter.partition(),
          letter.offset(),
          micros(letter.producedAt()),
          UTF8String.fromString(letter.reason()),
          UTF8String.fromString(letter.rule()),
          letter.key(),
          letter.raw(),
          RecordMetadata.headers(LetterToRecord.headers(letter))
        });
  }

  private static Long micros(Instant time) {
    return time == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
