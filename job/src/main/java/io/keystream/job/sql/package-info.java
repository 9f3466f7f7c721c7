/** The SQL of a pipeline: checked and analyzed by Spark's own analyzer, without Spark running. */
package io.keystream.job.sql;
