/** The log of received data: written by receivers before they acknowledge, read by batches. */
package io.keystream.job.received;
