package io.keystream.job.ledger;

/**
 * A published file as it was before it became a part of another.
 *
 * @param path where it is or was published
 * @param bytes its length
 * @param rows number of rows in it
 */
public record MergedFile(String path, long bytes, long rows) {}
