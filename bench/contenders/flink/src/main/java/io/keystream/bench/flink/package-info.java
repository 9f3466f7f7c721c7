/** Contenders on Flink. */
package io.keystream.bench.flink;
