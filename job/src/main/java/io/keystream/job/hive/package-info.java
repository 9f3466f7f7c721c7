/**
 * The tables of Hive over what a pipeline writes: their DDL, and partitions that are registered.
 */
package io.keystream.job.hive;
