/**
 * A secured cluster of real daemons on one machine: Kerberos, HDFS, YARN and Kafka, each its own
 * process, and a Spark home to submit with. {@link io.keystream.lab.Lab} is the way in.
 */
package io.keystream.lab;
