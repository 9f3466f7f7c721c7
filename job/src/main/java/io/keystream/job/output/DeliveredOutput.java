package io.keystream.job.output;

import io.keystream.job.sink.SinkTarget;

/**
 * An output outside of HDFS.
 *
 * @param plan what is spooled
 * @param target where that is delivered
 */
record DeliveredOutput(SpoolOutput plan, SinkTarget target) {}
