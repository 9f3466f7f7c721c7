package io.keystream.job.output;

import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;

/** Reads rows that nobody asked for, for what is staged and counted on the way. */
final class Drain implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
    while (rows.hasNext()) {
      rows.next();
    }
    return Collections.emptyIterator();
  }
}
