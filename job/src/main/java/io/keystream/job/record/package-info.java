/** Records: bytes from a source become a row, or a dead letter with a reason. */
package io.keystream.job.record;
