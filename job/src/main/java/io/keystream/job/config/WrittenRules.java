package io.keystream.job.config;

import io.keystream.job.sql.UserFunctions;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What must hold for what is made of the parsed rows, and for the columns that are written. */
final class WrittenRules {
  private final Values values;
  private final List<Problem> problems;

  WrittenRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  /** Checks the SQL over parsed columns that are as they should be, and what comes out of it. */
  void check(StructType parsed) {
    boolean clear = problems.stream().noneMatch(p -> p.path().equals(ColumnRules.origin(values)));
    StructType records = RowTypes.append(metadata(values), withRaw(parsed));
    SqlRules sql = new SqlRules(values, problems);
    Optional<UserFunctions> functions =
        FunctionRules.check(values, problems).filter(found -> clear);
    functions.ifPresent(found -> sql.checkRules(records, found));
    boolean joined = !values.names(EnrichRules.SECTION).isEmpty();
    Optional<StructType> rows =
        new EnrichRules(values, problems)
            .checkColumns(Optional.of(records).filter(row -> clear || !joined));
    Optional<StructType> written = rows;
    if (values.find(SqlRules.TRANSFORM).isPresent()) {
      written = functions.flatMap(found -> rows.flatMap(row -> sql.result(row, found)));
    }
    OutputRules outputs = new OutputRules(values, problems, functions.orElse(UserFunctions.NONE));
    written.ifPresent(outputs::checkColumns);
  }

  /** The columns that stand before the parsed ones. */
  static StructType metadata(Values values) {
    return RowTypes.metadata(
        values.find("metadata.key").map(KeyType.class::cast), values.is("metadata.headers", true));
  }

  private StructType withRaw(StructType columns) {
    return values.is("parse.keep-raw", true)
        ? columns.add(ParseConfig.RAW_COLUMN, DataTypes.BinaryType, false)
        : columns;
  }
}
