/**
 * Outputs outside the cluster's file system. A batch first spools their rows beside its staged
 * files; once the ledger has the entry, the rows are delivered, as often as it takes, and each
 * counts once because the receiving system keeps the entry's sequence with them.
 */
package io.keystream.job.sink;
