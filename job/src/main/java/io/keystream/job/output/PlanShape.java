package io.keystream.job.output;

import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionOperation;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.execution.LogicalRDD;

/** What can be told of a query's result from its plan. */
final class PlanShape {
  private PlanShape() {}

  /**
   * Whether each record of the view becomes one row or none, so that rows can be counted as
   * records.
   *
   * @param plan the optimized plan
   */
  static boolean atMostOneRowPerRecord(LogicalPlan plan) {
    if (plan instanceof Project
        || plan instanceof Filter
        || plan instanceof Sort
        || plan instanceof SubqueryAlias
        || plan instanceof RepartitionOperation) {
      return atMostOneRowPerRecord(plan.children().head());
    }
    boolean nothing = plan instanceof LocalRelation relation && relation.data().isEmpty();
    return nothing || plan instanceof LogicalRDD;
  }
}
