/** The driver's life: start, batches, the stop marker, failures and exit codes. */
package io.keystream.job.lifecycle;
