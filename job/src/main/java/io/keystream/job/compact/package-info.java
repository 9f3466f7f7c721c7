/** Joins small published files, while readers read and the job writes. */
package io.keystream.job.compact;
