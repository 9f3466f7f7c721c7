package io.keystream.job.config;

import java.util.Optional;

/**
 * The files written.
 *
 * @param path folder of the files
 * @param format format of the files
 * @param partitionByDateOf timestamp column by whose UTC day rows are put into folders {@code
 *     date=YYYY-MM-DD}
 */
public record FilesOutputConfig(
    @Key(doc = "Folder of the published files.", text = TextKind.FOLDER) String path,
    @Key(doc = "Format of the files.", defaultValue = "parquet") OutputFormat format,
    @Key(
            doc =
                "A TIMESTAMP column. Rows go to folders `date=YYYY-MM-DD` by its day in UTC. Left"
                    + " out: one folder for all.",
            text = TextKind.COLUMN)
        Optional<String> partitionByDateOf) {

  /** Name of the partition folders' column when rows are put into folders by date. */
  public static final String DATE_COLUMN = "date";
}
