package io.keystream.job.parquet;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/**
 * A data page that waits for its row group to be written.
 *
 * @param content compressed
 * @param plainSize bytes before compression
 * @param rows number of rows, nulls included
 */
record Page(
    BytesInput content, int plainSize, int rows, Statistics<?> statistics, Encoding encoding) {}
