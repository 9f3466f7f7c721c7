package io.keystream.job.source;

/**
 * What Kafka has of a partition.
 *
 * @param first offset of the first record that is still there
 * @param next offset after the last record that may be read, transactions that are open left out
 */
public record OffsetBounds(long first, long next) {}
