package io.keystream.job.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.job.config.ReferenceJdbcConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  public String place() {
    return jdbc.table().map(table -> table + " at ").orElse("the query at ") + jdbc.url();
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
    password().ifPresent(password -> reader.option("password", password));
    return reader.load();
  }

  private Optional<String> password() throws IOException, ReferenceException {
    if (jdbc.passwordFile().isPresent()) {
      Path file = Path.of(jdbc.passwordFile().get());
      if (!Files.isReadable(file)) {
        throw new ReferenceException("no readable file " + file + " for the password");
      }
      return Optional.of(Files.readString(file, UTF_8).lines().findFirst().orElse(""));
    }
    if (jdbc.passwordAlias().isEmpty()) {
      return Optional.empty();
    }
    char[] password = configuration.getPassword(jdbc.passwordAlias().get());
    if (password == null) {
      throw new ReferenceException(
          "no password of the alias "
              + jdbc.passwordAlias().get()
              + " in hadoop.security.credential.provider.path, which is "
              + configuration.get("hadoop.security.credential.provider.path", "not set"));
    }
    return Optional.of(new String(password));
  }
}
