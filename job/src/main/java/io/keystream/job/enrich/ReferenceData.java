package io.keystream.job.enrich;

import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Where the rows of a reference come from. */
interface ReferenceData {
  /**
   * A text that is another one whenever the data has changed; nothing if that cannot be told.
   *
   * @throws ReferenceException if there is no data
   */
  Optional<String> version() throws IOException, ReferenceException;

  /**
   * The rows, with the columns of the schema at least; a row that does not fit it fails the job
   * that reads it.
   */
  Dataset<Row> read(SparkSession session) throws IOException, ReferenceException;
}
