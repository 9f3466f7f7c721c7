package io.keystream.job.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression$;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.AbstractPartialFunction;

/** A condition that a row meets or not, by itself. */
public final class RowPredicate {
  private RowPredicate() {}

  /**
   * The condition, ready to be evaluated for rows of {@code columns}.
   *
   * @param functions those it may use besides Spark's
   * @throws SqlException if the text is no condition, or needs more than the row: other rows, the
   *     clock, chance
   */
  public static Expression of(String sql, StructType columns, UserFunctions functions) {
    return SQLConf.withExistingConf(
        SqlSettings.forAnalysis(), () -> analyze(sql, columns, functions));
  }

  private static Expression analyze(String sql, StructType columns, UserFunctions functions) {
    try {
      Expression parsed = new CatalystSqlParser().parseExpression(sql);
      if (parsed instanceof Alias alias) {
        throw SqlException.at(parsed.origin(), "a condition with a name after it, " + alias.name());
      }
      if (SubqueryExpression.hasSubquery(parsed)) {
        throw refused(parsed, "a subquery");
      }
      RecordsAnalyzer analyzer = new RecordsAnalyzer(columns, functions);
      LogicalPlan analyzed = analyzer.analyze(select(parsed, analyzer.records()));
      Expression condition = condition(parsed, analyzed);
      check(parsed, condition);
      return condition.transform(new Bind(analyzer.records().output()));
    } catch (Exception | StackOverflowError e) { // Scala does not declare Spark's exceptions.
      throw SqlException.of(e);
    }
  }

  private static LogicalPlan select(Expression parsed, LocalRelation rows) {
    NamedExpression named =
        new Alias(
            parsed, "rule", NamedExpression$.MODULE$.newExprId(), seq(), Option.empty(), seq());
    return new Project(JavaConverters.asScalaBuffer(List.of(named)).toList(), rows);
  }

  /** Anything else than one value for a row would have made another plan. */
  private static Expression condition(Expression parsed, LogicalPlan analyzed) {
    if (analyzed instanceof Project project
        && project.child() instanceof LocalRelation
        && project.projectList().size() == 1
        && ReplaceExpressions.apply(project) instanceof Project replaced
        && replaced.projectList().head() instanceof Alias alias) {
      return alias.child();
    }
    throw refused(parsed, "an aggregate, window or generator");
  }

  private static void check(Expression parsed, Expression condition) {
    if (!condition.dataType().equals(DataTypes.BooleanType)) {
      throw SqlException.at(
          parsed.origin(), "a value of type " + condition.dataType().sql() + ", not BOOLEAN");
    }
    if (!condition.deterministic() || condition.containsPattern(TreePattern.CURRENT_LIKE())) {
      throw refused(parsed, "a function whose value is another each time");
    }
  }

  private static SqlException refused(Expression parsed, String what) {
    return SqlException.at(parsed.origin(), what + ", but a rule looks at one row only");
  }

  private static Seq<String> seq() {
    return JavaConverters.asScalaBuffer(List.<String>of()).toList();
  }

  /** Columns by their position, which is how a row is read. */
  private static final class Bind extends AbstractPartialFunction<Expression, Expression> {
    private static final long serialVersionUID = 1L;

    private final transient List<Attribute> columns;

    Bind(Seq<Attribute> columns) {
      this.columns = JavaConverters.seqAsJavaList(columns);
    }

    @Override
    public boolean isDefinedAt(Expression expression) {
      return expression instanceof AttributeReference;
    }

    @Override
    public <A1 extends Expression, B1> B1 applyOrElse(A1 found, scala.Function1<A1, B1> other) {
      if (!(found instanceof AttributeReference column)) {
        return other.apply(found);
      }
      @SuppressWarnings("unchecked")
      B1 bound = (B1) new BoundReference(indexOf(column), column.dataType(), column.nullable());
      return bound;
    }

    private int indexOf(AttributeReference column) {
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).exprId().equals(column.exprId())) {
          return i;
        }
      }
      throw new IllegalStateException("No column " + column);
    }
  }
}
