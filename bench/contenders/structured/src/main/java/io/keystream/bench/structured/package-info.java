/** Contenders on Structured Streaming. */
package io.keystream.bench.structured;
