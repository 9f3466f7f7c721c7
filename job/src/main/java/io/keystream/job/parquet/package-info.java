/** Parquet files of flat rows, encoded column by column. */
package io.keystream.job.parquet;
