package io.keystream.job.output;

import io.keystream.job.config.RowTypes;
import io.keystream.job.enrich.Lookups;
import io.keystream.job.record.RecordMetadata;
import io.keystream.job.record.RecordParser;
import io.keystream.job.record.RowRules;
import java.io.IOException;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Makes records into rows, and stages those that are none as dead letters. */
final class RowMaker {
  /** Later than every timestamp. */
  static final long NO_TIMESTAMP = Long.MAX_VALUE;

  private final RecordParser parser;
  private final RowRules.Check rules;
  private final Lookups lookups;
  private final RowWriter deadLetters;
  private final RecordMetadata metadata;
  private final GenericInternalRow before;
  private final InternalRow parsed;
  private final JoinedRow row;
  private long dropped;
  private long oldest = NO_TIMESTAMP;

  RowMaker(RowSteps steps, RowWriter deadLetters) {
    this.metadata = steps.metadata();
    this.parser = steps.parser();
    this.rules = steps.rules().start();
    this.lookups = steps.enrichment().start();
    this.deadLetters = deadLetters;
    this.parsed = parser.newRow();
    this.before = new GenericInternalRow(metadata.schema().size());
    this.row = new JoinedRow(before, parsed);
  }

  /**
   * The record's row, which the next call changes, or null if it became a dead letter or is left
   * out.
   */
  InternalRow make(ConsumerRecord<byte[], byte[]> found) throws IOException {
    if (found.timestamp() >= 0 && found.timestamp() < oldest) {
      oldest = found.timestamp();
    }
    String reason = metadata.fill(found, before);
    if (reason == null) {
      reason = parser.parse(found.value(), parsed);
    }
    if (reason != null) {
      refuse(found, reason);
      return null;
    }
    RowRules.Failure failure = rules.failureOf(row);
    if (failure != null) {
      write(deadLetter(failure.reason(), failure.rule(), found));
      return null;
    }
    InternalRow joined = lookups.join(row);
    if (joined == null) {
      miss(found);
    }
    return joined;
  }

  /** How many valid records were left out. */
  long dropped() {
    return dropped;
  }

  /** The smallest timestamp of a record in milliseconds, or {@link #NO_TIMESTAMP}. */
  long oldest() {
    return oldest;
  }

  /** Makes a dead letter of the record that was made into a row last. */
  void refuse(ConsumerRecord<byte[], byte[]> found, String reason) throws IOException {
    write(deadLetter(reason, null, found));
  }

  private void miss(ConsumerRecord<byte[], byte[]> found) throws IOException {
    RowRules.Failure failure = lookups.failure();
    if (failure == null) {
      dropped++;
    } else {
      write(deadLetter(failure.reason(), failure.rule(), found));
    }
  }

  private void write(InternalRow deadLetter) throws IOException {
    String reason = deadLetters.check(deadLetter);
    if (reason != null) {
      throw new IllegalStateException("A dead letter cannot be written: " + reason);
    }
    deadLetters.write(deadLetter);
  }

  private InternalRow deadLetter(String reason, String rule, ConsumerRecord<byte[], byte[]> found) {
    Object[] letter = {
      UTF8String.fromString(reason),
      UTF8String.fromString(rule),
      found.key(),
      found.value(),
      RecordMetadata.headers(found.headers())
    };
    Object[] position = Arrays.copyOf(before.values(), RowTypes.POSITION.size());
    return new JoinedRow(new GenericInternalRow(position), new GenericInternalRow(letter));
  }
}
