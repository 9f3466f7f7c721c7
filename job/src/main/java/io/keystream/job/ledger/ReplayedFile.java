package io.keystream.job.ledger;

/**
 * A published file of dead letters whose turn came again: what stands in it counts no longer.
 *
 * @param path where it was published
 * @param retired where it is moved, out of the sight of readers
 * @param rows number of dead letters in it
 */
public record ReplayedFile(String path, String retired, long rows) {}
