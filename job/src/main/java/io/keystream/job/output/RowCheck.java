package io.keystream.job.output;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/** Finds rows that a system outside would never take, before they are committed. */
@FunctionalInterface
interface RowCheck extends Serializable {
  /** Null, or why the row would not be taken: one line, for a dead letter. */
  String problemOf(InternalRow row);
}
