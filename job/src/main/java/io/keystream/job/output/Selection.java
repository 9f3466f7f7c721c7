package io.keystream.job.output;

import io.keystream.job.config.OutputConfig;
import io.keystream.job.sql.RowPredicate;
import io.keystream.job.sql.RowProjection;
import io.keystream.job.sql.UserFunctions;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * Which rows an output writes, and what of them. Shipped as expressions; each task makes code of
 * them where it runs.
 */
final class Selection implements Serializable {
  private static final long serialVersionUID = 1L;

  /** All rows as they are. */
  static Selection all(StructType row) {
    return new Selection(null, null, row);
  }

  /** What a configuration asks for, of rows of these columns. */
  static Selection of(OutputConfig config, StructType row, UserFunctions functions) {
    RowProjection projection =
        config.columns().map(texts -> RowProjection.of(texts, row, functions)).orElse(null);
    return new Selection(
        config.where().map(sql -> RowPredicate.of(sql, row, functions)).orElse(null),
        projection == null ? null : projection.expressions().toArray(new Expression[0]),
        projection == null ? row : projection.columns());
  }

  private final Expression where;
  private final Expression[] expressions;
  private final StructType columns;

  private Selection(Expression where, Expression[] expressions, StructType columns) {
    this.where = where;
    this.expressions = expressions;
    this.columns = columns;
  }

  /** The columns that are left. */
  StructType columns() {
    return columns;
  }

  /** A writer that hands on what is selected. */
  RowWriter before(RowWriter writer) {
    return where == null && expressions == null ? writer : new Selecting(writer);
  }

  private final class Selecting implements RowWriter {
    private final RowWriter writer;
    private final BasePredicate condition;
    private final UnsafeProjection projection;
    private InternalRow selected;

    Selecting(RowWriter writer) {
      this.writer = writer;
      this.condition = where == null ? null : generate(where);
      this.projection =
          expressions == null
              ? null
              : UnsafeProjection.create(
                  JavaConverters.asScalaBuffer(List.of(expressions)).toList());
    }

    @Override
    public String check(InternalRow row) {
      try {
        selected = condition == null || condition.eval(row) ? project(row) : null;
      } catch (Exception e) { // Scala does not declare Spark's checked exceptions.
        return e.getClass().getSimpleName()
            + ": "
            + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      }
      return selected == null ? null : writer.check(selected);
    }

    @Override
    public void write(InternalRow row) throws IOException {
      if (selected != null) {
        writer.write(selected);
      }
    }

    @Override
    public List<StagedFile> close() throws IOException {
      return writer.close();
    }

    @Override
    public void abandon() {
      writer.abandon();
    }

    private InternalRow project(InternalRow row) {
      return projection == null ? row : projection.apply(row);
    }
  }

  private static BasePredicate generate(Expression condition) {
    BasePredicate predicate = Predicate.create(condition);
    predicate.initialize(0);
    return predicate;
  }
}
