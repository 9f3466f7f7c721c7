/** Compares what stands in Kafka with what arrived in HDFS, record by record. */
package io.keystream.lab.audit;
