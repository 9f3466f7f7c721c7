package io.keystream.job.record;

import io.keystream.job.sql.RowPredicate;
import io.keystream.job.sql.UserFunctions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import org.apache.spark.sql.types.StructType;

/**
 * The rules that every row must meet. Shipped as expressions; each task makes code of them where it
 * runs, by {@link #start()}.
 */
public final class RowRules implements Serializable {
  private static final long serialVersionUID = 1L;

  private record Rule(String name, Expression condition) implements Serializable {}

  /**
   * Why a row is a dead letter.
   *
   * @param rule name of the rule it failed
   * @param reason one line
   */
  public record Failure(String rule, String reason) {}

  private final ArrayList<Rule> rules = new ArrayList<>();

  /**
   * Prepares the rules, on the driver.
   *
   * @param conditions SQL by name; the first that fails decides
   * @param columns of the rows
   * @param functions those that the conditions may use besides Spark's
   */
  public RowRules(Map<String, String> conditions, StructType columns, UserFunctions functions) {
    conditions.forEach(
        (name, sql) -> rules.add(new Rule(name, RowPredicate.of(sql, columns, functions))));
  }

  /** The rules for one task. */
  public Check start() {
    return new Check(rules);
  }

  /** Checks rows, in one thread. */
  public static final class Check {
    private final List<Rule> rules;
    private final BasePredicate all;

    private Check(List<Rule> rules) {
      this.rules = rules;
      this.all =
          rules.stream().map(Rule::condition).reduce(And::new).map(Check::generate).orElse(null);
    }

    private static BasePredicate generate(Expression condition) {
      BasePredicate predicate = Predicate.create(condition);
      predicate.initialize(0);
      return predicate;
    }

    /** The first rule that the row fails, or null if it meets all. */
    public Failure failureOf(InternalRow row) {
      return all == null || meetsAll(row) ? null : firstFailure(row);
    }

    private boolean meetsAll(InternalRow row) {
      try {
        return all.eval(row);
      } catch (Exception e) { // Scala does not declare Spark's checked exceptions.
        // Perhaps of a rule after the first that fails: looked at one by one.
        return false;
      }
    }

    private Failure firstFailure(InternalRow row) {
      for (Rule rule : rules) {
        String value = value(rule.condition(), row);
        if (!value.equals("true")) {
          return new Failure(rule.name(), "rule " + rule.name() + ": " + value);
        }
      }
      return null;
    }

    /** Not by generated code, which does not tell null from false. */
    private static String value(Expression condition, InternalRow row) {
      try {
        return String.valueOf(condition.eval(row));
      } catch (Exception e) { // Scala does not declare Spark's checked exceptions.
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return e.getClass().getSimpleName() + ": " + message;
      }
    }
  }
}
