package io.keystream.job.enrich;

import io.keystream.job.config.ReferenceJdbcConfig;
import io.keystream.security.secrets.Secret;
import io.keystream.security.secrets.SecretSource;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reference data in a database. */
final class ReferenceTable implements ReferenceData {
  private static final int FETCH_ROWS = 10_000;
  private static final int QUERY_SECONDS = 600;

  private final ReferenceJdbcConfig jdbc;
  private final StructType schema;
  private final Configuration configuration;

  ReferenceTable(ReferenceJdbcConfig jdbc, StructType schema, Configuration configuration) {
    this.jdbc = jdbc;
    this.schema = schema;
    this.configuration = configuration;
  }

  @Override
  public Optional<String> version() {
    return Optional.empty();
  }

  /** The driver of the database converts what has another type there, or fails. */
  @Override
  public Dataset<Row> read(SparkSession session) throws IOException, ReferenceException {
    DataFrameReader reader =
        session
            .read()
            .format("jdbc")
            .option("url", jdbc.url())
            .option("fetchsize", FETCH_ROWS)
            .option("queryTimeout", QUERY_SECONDS)
            .option("customSchema", schema.asNullable().toDDL());
    jdbc.table().ifPresent(table -> reader.option("dbtable", table));
    jdbc.query().ifPresent(query -> reader.option("query", query));
    jdbc.driver().ifPresent(driver -> reader.option("driver", driver));
    jdbc.user().ifPresent(user -> reader.option("user", user));
    password(jdbc, configuration)
        .map(Secret::reveal)
        .ifPresent(password -> reader.option("password", password));
    return reader.load();
  }

  /** The password, if there is one. */
  static Optional<Secret> password(ReferenceJdbcConfig jdbc, Configuration configuration)
      throws ReferenceException {
    try {
      return SecretSource.of(
              jdbc.passwordFile(), jdbc.passwordAlias(), Optional.empty(), jdbc.passwordVariable())
          .read(configuration);
    } catch (IOException e) {
      throw new ReferenceException(e.getMessage());
    }
  }
}
