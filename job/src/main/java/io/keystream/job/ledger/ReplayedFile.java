package io.keystream.job.ledger;

/**
 * A published file whose records were read again: what stands in it counts no longer.
 *
 * @param path where it was published
 * @param retired where it is moved, out of the sight of readers
 * @param rows number of rows in it
 */
public record ReplayedFile(String path, String retired, long rows) {}
