package io.keystream.job.sql;

import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.catalyst.analysis.Analyzer;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.catalog.InMemoryCatalog;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias$;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.catalog.CatalogManager;
import org.apache.spark.sql.execution.datasources.v2.V2SessionCatalog;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.AbstractPartialFunction;

/**
 * Spark's analyzer with its built-in functions, a pipeline's own, and one view. Used once, for one
 * text.
 */
final class RecordsAnalyzer extends Analyzer {
  private final LocalRelation records;
  private boolean viewRead;

  RecordsAnalyzer(StructType columns, UserFunctions functions) {
    super(catalogs(functions));
    this.records = relation(columns);
  }

  /** What the view stands for. */
  LocalRelation records() {
    return records;
  }

  /** Whether the analyzed text reads the view. */
  boolean viewRead() {
    return viewRead;
  }

  /** The plan with every name and type resolved. */
  LogicalPlan analyze(LogicalPlan parsed) {
    LogicalPlan analyzed = execute(parsed);
    checkAnalysis(analyzed);
    return analyzed;
  }

  /** Runs where Spark looks for what its catalog does not have. */
  @Override
  public Seq<Rule<LogicalPlan>> extendedResolutionRules() {
    return JavaConverters.asScalaBuffer(List.<Rule<LogicalPlan>>of(new ResolveView())).toList();
  }

  /** Without a database: making one would make its folder. */
  private static CatalogManager catalogs(UserFunctions functions) {
    SessionCatalog session =
        new SessionCatalog(
            new InMemoryCatalog(new SparkConf(false), new Configuration(false)),
            functions.registry(),
            TableFunctionRegistry.builtin());
    return new CatalogManager(new V2SessionCatalog(session), session);
  }

  private static LocalRelation relation(StructType columns) {
    StructField[] fields = columns.fields();
    return LocalRelation$.MODULE$.apply(
        fields[0],
        JavaConverters.asScalaBuffer(Arrays.asList(fields).subList(1, fields.length)).toList());
  }

  private final class ResolveView extends Rule<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
      return plan.resolveOperators(new ViewToRecords());
    }
  }

  private final class ViewToRecords extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof UnresolvedRelation relation
          && relation.multipartIdentifier().size() == 1
          && relation.multipartIdentifier().head().equalsIgnoreCase(Query.VIEW);
    }

    @Override
    public <A1 extends LogicalPlan, B1> B1 applyOrElse(A1 plan, scala.Function1<A1, B1> other) {
      if (!isDefinedAt(plan)) {
        return other.apply(plan);
      }
      viewRead = true;
      @SuppressWarnings("unchecked")
      B1 view = (B1) SubqueryAlias$.MODULE$.apply(Query.VIEW, records);
      return view;
    }
  }
}
