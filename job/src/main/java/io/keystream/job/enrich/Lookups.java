package io.keystream.job.enrich;

import io.keystream.job.config.MissPolicy;
import io.keystream.job.record.Reasons;
import io.keystream.job.record.RowRules;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import scala.collection.JavaConverters;

/** Joins rows with all references, one after the other, in one thread. */
public final class Lookups {
  private final Lookup[] lookups;
  private RowRules.Failure failure;

  Lookups(List<Enrichment.Join> joins) {
    this.lookups = joins.stream().map(Lookup::new).toArray(Lookup[]::new);
  }

  /**
   * The row with the columns of all references, which the next call changes; null if it has no
   * partner and is not to be written: a dead letter if there is a {@link #failure()}, else left
   * out.
   */
  public InternalRow join(InternalRow row) {
    InternalRow joined = row;
    for (Lookup lookup : lookups) {
      joined = lookup.join(joined);
      if (joined == null) {
        failure = lookup.failure;
        return null;
      }
    }
    return joined;
  }

  /** Why the last row, for which there was nothing, is a dead letter; null if it is not. */
  public RowRules.Failure failure() {
    return failure;
  }

  private static final class Lookup {
    private final Enrichment.Join join;
    private final LookupTable table;
    private final UnsafeProjection keys;
    private final UnsafeRow found;
    private final InternalRow nothing;
    private final JoinedRow joined = new JoinedRow();
    private RowRules.Failure failure;

    Lookup(Enrichment.Join join) {
      this.join = join;
      this.table = join.table().value();
      this.keys = UnsafeProjection.create(JavaConverters.asScalaBuffer(join.keys()).toList());
      this.found = new UnsafeRow(join.added());
      this.nothing = new GenericInternalRow(join.added());
    }

    InternalRow join(InternalRow row) {
      UnsafeRow key;
      try {
        key = keys.apply(row);
      } catch (Exception e) { // Scala does not declare Spark's checked exceptions.
        failure =
            failure(
                e.getClass().getSimpleName()
                    + ": "
                    + Reasons.shown(String.valueOf(e.getMessage())));
        return null;
      }
      if (!key.anyNull() && table.find(key, found)) {
        return joined.apply(row, found);
      }
      return miss(row, key);
    }

    private InternalRow miss(InternalRow row, UnsafeRow key) {
      if (join.onMiss() == MissPolicy.NULLS) {
        return joined.apply(row, nothing);
      }
      failure =
          join.onMiss() == MissPolicy.DROP
              ? null
              : failure("no row for " + KeyText.of(key, join.keyNames()));
      return null;
    }

    private RowRules.Failure failure(String why) {
      return new RowRules.Failure("enrich." + join.name(), "reference " + join.name() + ": " + why);
    }
  }
}
