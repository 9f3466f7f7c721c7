package io.keystream.job.output;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes the rows of one task to staged files. */
interface RowWriter {
  /**
   * Looks at a row before it is written.
   *
   * @return null, or why the row cannot be written: one line, for a dead letter
   */
  String check(InternalRow row);

  /** Writes the row that was checked last. */
  void write(InternalRow row) throws IOException;

  /** Closes all files and tells what was written. */
  List<StagedFile> close() throws IOException;

  /** Closes all files after a failure; what they hold is never published. */
  void abandon();
}
