/**
 * The authority on what has been done: committed batches, and the driver that may commit.
 *
 * <p>Everything is kept as small files below the pipeline's home folder, see {@link
 * io.keystream.job.ledger.Home}. A batch is committed by one atomic rename of its entry into {@code
 * ledger/}.
 */
package io.keystream.job.ledger;
