/** Reference data: loaded beside the batches, refreshed on a schedule, and joined with each row. */
package io.keystream.job.enrich;
