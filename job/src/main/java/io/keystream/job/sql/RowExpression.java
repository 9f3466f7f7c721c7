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
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.AbstractPartialFunction;

/** An expression over the columns of one row, analyzed and ready to be evaluated. */
final class RowExpression {
  private RowExpression() {}

  /** What a text stands for: its expression without a name, and the name if it has one. */
  record Parsed(Expression expression, Option<String> name) {}

  static Parsed parse(String sql) {
    Expression parsed = parser().parseExpression(sql);
    return parsed instanceof Alias alias
        ? new Parsed(alias.child(), Option.apply(alias.name()))
        : new Parsed(parsed, Option.empty());
  }

  /**
   * The expression over rows of {@code columns}.
   *
   * @param functions those it may use besides Spark's
   * @param user what the expression is for, in messages
   * @throws SqlException if it needs more than the row: other rows, the clock, chance
   */
  static Expression analyze(
      Expression parsed, StructType columns, UserFunctions functions, String user) {
    if (SubqueryExpression.hasSubquery(parsed)) {
      throw refused(parsed, "a subquery", user);
    }
    RecordsAnalyzer analyzer = new RecordsAnalyzer(columns, functions);
    LogicalPlan analyzed = analyzer.analyze(select(parsed, analyzer.records()));
    Expression expression = onlyExpression(parsed, analyzed, user);
    if (!expression.deterministic() || expression.containsPattern(TreePattern.CURRENT_LIKE())) {
      throw refused(parsed, "a function whose value is another each time", user);
    }
    return expression.transform(new Bind(analyzer.records().output()));
  }

  private static LogicalPlan select(Expression parsed, LocalRelation rows) {
    NamedExpression named =
        new Alias(
            parsed, "value", NamedExpression$.MODULE$.newExprId(), seq(), Option.empty(), seq());
    return new Project(JavaConverters.asScalaBuffer(List.of(named)).toList(), rows);
  }

  /** Anything else than one value for a row would have made another plan. */
  private static Expression onlyExpression(Expression parsed, LogicalPlan analyzed, String user) {
    if (analyzed instanceof Project project
        && project.child() instanceof LocalRelation
        && project.projectList().size() == 1
        && ReplaceExpressions.apply(project) instanceof Project replaced
        && replaced.projectList().head() instanceof Alias alias) {
      return alias.child();
    }
    throw refused(parsed, "an aggregate, window or generator", user);
  }

  private static CatalystSqlParser parser() {
    return new CatalystSqlParser();
  }

  private static SqlException refused(Expression parsed, String what, String user) {
    return SqlException.at(parsed.origin(), what + ", but " + user + " looks at one row only");
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
