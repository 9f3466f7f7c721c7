/** Contenders on Spark Streaming: the job, parts of it, and a job as Spark's guide writes it. */
package io.keystream.bench.spark;
