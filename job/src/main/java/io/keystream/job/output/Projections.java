package io.keystream.job.output;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/** Copies columns of rows into Spark's binary form. */
final class Projections {
  private Projections() {}

  /** The columns at these places, in this order. */
  static UnsafeProjection columns(StructType row, int... ordinals) {
    List<Expression> columns = new ArrayList<>();
    for (int ordinal : ordinals) {
      columns.add(new BoundReference(ordinal, row.apply(ordinal).dataType(), true));
    }
    return UnsafeProjection.create(JavaConverters.asScalaBuffer(columns).toSeq());
  }
}
