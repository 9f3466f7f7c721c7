package io.keystream.job.record;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Turns the value of a record into a row, or says why it is none.
 *
 * <p>A parser never throws for what is in a value. It is confined to one thread: each task uses its
 * own copy. Implementations are named classes with an explicit {@code serialVersionUID}, because
 * they are part of the checkpointed graph.
 */
public interface RecordParser extends Serializable {

  /** The columns of the rows. */
  StructType schema();

  /**
   * Parses a value into a row.
   *
   * @param value the value, null for a record without one; must not be changed while the row is
   *     used, which may refer to it
   * @param row receives Catalyst values for each column of {@link #schema()}; incomplete if a
   *     reason is returned
   * @return null if the row is complete, else why the record is a dead letter: one line, made of
   *     the format, what was wrong, and where
   */
  String parse(byte[] value, InternalRow row);

  /** A row that {@link #parse} can fill, again and again. */
  default InternalRow newRow() {
    return new SpecificInternalRow(schema());
  }
}
