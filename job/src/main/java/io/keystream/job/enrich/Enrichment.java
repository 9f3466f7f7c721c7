package io.keystream.job.enrich;

import io.keystream.job.config.EnrichConfig;
import io.keystream.job.config.MissPolicy;
import io.keystream.job.config.RowTypes;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.StructType;

/**
 * The reference data of one batch, as its tasks know it. Each task joins rows with it by {@link
 * #start()}.
 */
public final class Enrichment implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No reference data: rows stay as they are. */
  public static final Enrichment NONE = new Enrichment(List.of());

  /**
   * One reference.
   *
   * @param name its name in the configuration
   * @param keys expressions over a row, as the references before left it
   * @param keyNames what the columns of the key are called
   * @param added how many columns a row gets
   * @param onMiss what becomes of a row without a partner
   * @param table the rows
   */
  record Join(
      String name,
      List<Expression> keys,
      StructType keyNames,
      int added,
      MissPolicy onMiss,
      Broadcast<LookupTable> table)
      implements Serializable {}

  private final List<Join> joins;

  Enrichment(List<Join> joins) {
    this.joins = List.copyOf(joins);
  }

  /** The columns of a row that has been joined with all references, in their order. */
  public static StructType columns(Map<String, EnrichConfig> references, StructType row) {
    StructType columns = row;
    for (EnrichConfig reference : references.values()) {
      columns = RowTypes.append(columns, reference.added(columns).columns().asNullable());
    }
    return columns;
  }

  /** The joins for one task, in one thread. */
  public Lookups start() {
    return new Lookups(joins);
  }
}
